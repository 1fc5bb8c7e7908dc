import { html, type TemplateResult } from 'lit';
import type { Saved } from './draft.ts';
import { humanize } from './fields.ts';
import { member, type Json } from './json.ts';
import type { ModeOptions } from './render-form.ts';
import { choose } from './session.ts';
import { t } from './strings.ts';

/** Both versions of everything that two people changed at once, each whole, to choose from. */
export function renderConflict(
  { revision, config }: Saved,
  { session: { draft, choice }, picture, lang, onEdit }: ModeOptions,
): TemplateResult {
  const sides = { mine: draft.mine, theirs: config };
  return html`<section class="collision" role="alert" aria-labelledby="conflict">
    <h3 id="conflict" tabindex="-1">${t(lang, 'config.conflict', { revision })}</h3>
    <p class="muted">${t(lang, 'config.conflict.hint')}</p>
    ${picture.collisions.map(
      (key) =>
        html`<fieldset>
          <legend>${humanize(key)}</legend>
          ${(['mine', 'theirs'] as const).map(
            (side) =>
              html`<label class="side">
                <input
                  type="radio"
                  name=${key}
                  .checked=${(choice[key] ?? 'mine') === side}
                  @change=${() => onEdit((now) => choose(now, key, side))}
                />
                <b>${t(lang, `config.${side}`)}</b>
                <pre>${shown(member(sides[side], key), lang)}</pre>
              </label>`,
          )}
        </fieldset>`,
    )}
  </section>`;
}

function shown(value: Json | undefined, lang: string): string {
  if (value === undefined || value === '') return t(lang, 'config.nothing');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
