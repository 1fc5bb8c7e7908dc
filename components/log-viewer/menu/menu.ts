import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../../shared/action-icons.ts';
import { icon } from '../../shared/icons.ts';
import type { LogPane } from '../panel/log-pane.ts';
import { TIMESTAMPS, type Timestamps } from '../model/time-format.ts';
import { downloadLog } from './download.ts';
import { foldShape } from './icons.ts';
import { t } from './strings.ts';

/** What a person may want of a log now and then: other times, all groups folded, the whole log as a file. */
export class Menu {
  readonly #pane: LogPane;

  open = false;

  constructor(pane: LogPane) {
    this.#pane = pane;
  }

  async toggle(): Promise<void> {
    const { host } = this.#pane;
    this.open = !this.open;
    host.requestUpdate();
    await host.updateComplete;
    const within = this.open ? '.menu :is(select, button)' : '[aria-expanded]';
    host.renderRoot.querySelector<HTMLElement>(within)?.focus();
  }

  view(lang: string): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    const { host, model, waiting } = this.#pane;
    const { book, rows } = model;
    const groups = book.groups.all;
    const folded = groups.every((_, id) => rows.isFolded(id));
    return html`<div
      class="menu"
      role="group"
      aria-label=${t(lang, 'log.options')}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
      @focusout=${(event: FocusEvent) => this.#leave(event)}
    >
      ${book.hasTimes ? this.#timesView(lang, host.timestamps) : nothing}
      ${
        groups.length > 0
          ? html`<button
              class="button plain"
              type="button"
              @click=${() => this.#pane.apply(() => rows.foldAll(!folded))}
            >
              ${icon(foldShape)}${t(lang, folded ? 'log.unfold' : 'log.fold')}
            </button>`
          : nothing
      }
      <button
        class="button plain"
        type="button"
        ?disabled=${waiting}
        @click=${() => this.#pane.attempt(() => downloadLog(this.#pane))}
      >
        ${icon(download)}${t(lang, 'log.download')}
      </button>
    </div>`;
  }

  #timesView(lang: string, chosen: Timestamps): TemplateResult {
    return html`<select
        class="button plain"
        aria-label=${t(lang, 'log.timestamps')}
        .value=${chosen}
        @change=${({ target }: Event) => this.#pane.prefer({ timestamps: (target as HTMLSelectElement).value as Timestamps })}
      >
        ${TIMESTAMPS.map(
          (format) =>
            html`<option value=${format} ?selected=${format === chosen}>
              ${t(lang, `log.timestamps.${format}`)}
            </option>`,
        )}
      </select>
      <label>
        <input
          type="checkbox"
          .checked=${this.#pane.copiesTimes}
          @change=${({ target }: Event) => (this.#pane.copiesTimes = (target as HTMLInputElement).checked)}
        />
        ${t(lang, 'log.copy.times')}
      </label>`;
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    void this.toggle();
  }

  /** The focus went elsewhere, and not to the button that opened it. */
  #leave({ relatedTarget, currentTarget }: FocusEvent): void {
    const to = relatedTarget as Element | null;
    if (!to || (currentTarget as Element).contains(to) || to.matches('[aria-expanded]')) return;
    this.open = false;
    this.#pane.update();
  }
}
