import { html, nothing, type TemplateResult } from 'lit';
import type { Collision, Side } from './draft.ts';
import { humanize } from './fields.ts';
import type { Json } from './json.ts';
import { t } from './strings.ts';

export interface ConflictOptions {
  lang: string;
  revision: number;
  collisions: readonly Collision[];
  choice: Readonly<Record<string, Side>>;
  onChoice: (key: string, side: Side) => void;
}

const SIDES: readonly Side[] = ['mine', 'theirs'];

/** Both versions of everything that two people changed at once, each whole, to choose from. */
export function renderConflict({ lang, revision, collisions, choice, onChoice }: ConflictOptions): TemplateResult {
  return html`<section class="collision" role="alert" aria-labelledby="conflict-title">
    <h3 id="conflict-title" tabindex="-1">${t(lang, 'config.conflict', { revision })}</h3>
    <p class="muted">${t(lang, 'config.conflict.hint')}</p>
    ${collisions.map(
      (collision) =>
        html`<fieldset>
          <legend>${humanize(collision.key)}</legend>
          ${SIDES.map((side) => renderSide(side, collision))}
        </fieldset>`,
    )}
  </section>`;

  function renderSide(side: Side, collision: Collision): TemplateResult {
    const { key } = collision;
    const value = collision[side];
    return html`<label class="side">
      <input
        type="radio"
        name="side-${key}"
        .checked=${(choice[key] ?? 'mine') === side}
        @change=${() => onChoice(key, side)}
      />
      <span
        ><b>${t(lang, `config.conflict.${side}`)}</b>
        <span class="version ${typeof value === 'object' ? 'mono' : nothing}">${shown(value, lang)}</span></span
      >
    </label>`;
  }
}

function shown(value: Json | undefined, lang: string): string {
  if (value === undefined || value === '') return t(lang, 'config.conflict.nothing');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
