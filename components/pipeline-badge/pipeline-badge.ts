import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from '../shared/property.ts';
import { PwElement } from '../shared/base-element.ts';
import { ClockController } from '../shared/clock.ts';
import { lookIcon } from '../shared/look-icons.ts';
import { statusStyles } from '../shared/status.styles.ts';
import { StoreController } from '../shared/store-controller.ts';
import { baseStyles } from '../shared/styles.ts';
import { safeUrl } from '../shared/url.ts';
import { lineOf } from './line.ts';
import { styles } from './pipeline-badge.styles.ts';

/**
 * @summary The state of a pipeline in one line, to stand in a sentence: its name, its status, and for how long.
 *
 * @tagname pipeline-badge
 *
 * @csspart base - The whole badge; a link if it has an address to lead to.
 * @csspart status - Icon and words of the status.
 */
export class PipelineBadge extends PwElement {
  static override readonly tagName: string = 'pipeline-badge';
  static override styles: CSSResultGroup = [baseStyles, statusStyles, styles];

  /** Where the badge leads, e.g. to the page with the dashboard; http and https only. Without it the badge is no link. */
  @property() href: string | null = null;

  readonly #shown = new StoreController(this, ({ connection, lastHeard, config, run, fetching }) => ({
    connection,
    // It says "as of …" only of what may be old; while live it would be another render with every heartbeat.
    lastHeard: connection === 'live' ? null : lastHeard,
    config,
    run,
    fetching,
  }));
  readonly #clock = new ClockController(this, () => {
    const run = this.#shown.value?.run;
    return !!run && run.startTime !== null && run.endTime === null;
  });

  protected override render(): TemplateResult {
    const { look, name, status, time, note } = lineOf(this.#shown.value ?? null, this.language, this.#clock.now);
    const href = safeUrl(this.href, document.baseURI);
    const line = html`${name === null ? nothing : html`<span class="name" dir="auto">${name}</span> `}<span
        part="status"
        class="status look-${look}"
        >${lookIcon(look)}<span>${status}</span></span
      >${time === null ? nothing : html` <span class="time">${time}</span>`}${
        note === null ? nothing : html` <span class="note">${note}</span>`
      }`;
    return href === null ? html`<span part="base">${line}</span>` : html`<a part="base" href=${href}>${line}</a>`;
  }
}
