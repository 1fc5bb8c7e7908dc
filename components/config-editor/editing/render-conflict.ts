import { html, type TemplateResult } from 'lit';
import type { Saved } from './draft.ts';
import { pathName } from './fields.ts';
import { valueText, type Json } from './json.ts';
import type { ModeOptions } from './options.ts';
import type { Collision } from './merge.ts';
import { choose } from './session.ts';
import { t } from './strings.ts';

/** Both versions of everything that two people changed at once, each whole, to choose from. */
export function renderConflict(
  { revision }: Saved,
  { session: { choice }, picture, lang, onEdit }: ModeOptions,
): TemplateResult {
  return html`<section class="collision" role="alert" aria-labelledby="conflict">
    <h3 id="conflict" tabindex="-1">${t(lang, 'config.conflict', { revision })}</h3>
    <p class="muted">${t(lang, 'config.conflict.hint')}</p>
    ${picture.collisions.map(
      (collision) =>
        html`<fieldset>
          <legend>${nameOf(collision)}</legend>
          <p class="muted">${t(lang, 'config.base')} <span class="was">${shown(collision.base, lang)}</span></p>
          ${(['mine', 'theirs'] as const).map(
            (side) =>
              html`<label class="side">
                <input
                  type="radio"
                  name=${collision.path}
                  .checked=${(choice[collision.path] ?? 'mine') === side}
                  @change=${() => onEdit((now) => choose(now, collision.path, side))}
                />
                <b>${t(lang, `config.${side}`)}</b>
                <pre>${shown(collision[side], lang)}</pre>
              </label>`,
          )}
        </fieldset>`,
    )}
  </section>`;
}

const nameOf = ({ path }: Collision): string => pathName(path.slice(1).split('/'));

const shown = (value: Json | undefined, lang: string): string => valueText(value) || t(lang, 'config.nothing');
