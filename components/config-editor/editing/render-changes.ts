import { html, type TemplateResult } from 'lit';
import { differences } from './diff.ts';
import { pathName } from './fields.ts';
import { valueText } from './json.ts';
import type { ModeOptions } from './options.ts';
import { t } from './strings.ts';

/** A map that came from a file may differ in thousands of places. */
const MOST_SHOWN = 100;

/** What a save would change, one by one, before it does. */
export function renderChanges({ session: { draft }, lang, opened, onToggle }: ModeOptions): TemplateResult {
  const isOpen = opened.has(CHANGES);
  const all = isOpen ? differences(draft.base, draft.mine) : [];
  return html`<details
    class="aside"
    ?open=${isOpen}
    @toggle=${({ currentTarget }: Event) => onToggle(CHANGES, (currentTarget as HTMLDetailsElement).open)}
  >
    <summary>${t(lang, 'config.review')}</summary>
    <ul class="rows">
      ${all.slice(0, MOST_SHOWN).map(
        ({ path, before, after }) =>
          html`<li>
            <b>${pathName(path)}</b>
            <pre><del>${valueText(before) || t(lang, 'config.nothing')}</del></pre>
            <pre><ins>${valueText(after) || t(lang, 'config.nothing')}</ins></pre>
          </li>`,
      )}
    </ul>
    <p class="muted" ?hidden=${all.length <= MOST_SHOWN}>
      ${t(lang, 'config.changes.more', { count: all.length - MOST_SHOWN })}
    </p>
  </details>`;
}

/** No path of the config begins without a slash. */
const CHANGES = 'changes';
