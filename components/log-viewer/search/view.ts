import { html, svg, type TemplateResult } from 'lit';
import { chevronDown, chevronUp, close } from '../../shared/action-icons.ts';
import { line } from '../../shared/icons.ts';
import type { LogPane } from '../panel/log-pane.ts';
import { toolButton } from '../panel/tool-button.ts';
import type { Finder } from './finder.ts';
import type { Query } from './search.ts';
import { t } from './strings.ts';

const onlyShape = line('M1.75 3h12.5L9.5 8.75v4.5l-3-1.5v-3z');

/** The ways to search, with their signs: Aa, ab between edges, and a point with an asterisk. */
const WAYS = {
  matchCase: line(
    'M1.25 12.5 4.75 3.5l3.5 9M2.5 9.5h4.5M14.5 7.75v4.75m0-2.4a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z',
    1.25,
  ),
  wholeWord: line(
    'M6.5 5.75v4.5m0-2.25a2.1 2.1 0 1 1-4.2 0 2.1 2.1 0 0 1 4.2 0zM9.5 2.75v7.5m0-2.25a2.1 2.1 0 1 0 4.2 0 2.1 2.1 0 0 0-4.2 0zM1.5 12v1.75h13V12',
    1.25,
  ),
  regex: svg`${line('M3.5 12.25h.01', 2.4)}${line('M10 3v7M7 4.75l6 3.5m0-3.5-6 3.5', 1.25)}`,
} as const;

export function searchView(lang: string, pane: LogPane, finder: Finder): TemplateResult {
  const { query, broken } = finder;
  const { onlyMatches } = pane.model.view;
  const end = (): void => finder.end();
  const change = (changes: Partial<Query>): void => finder.search({ ...query, ...changes });
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') finder.go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="find" role="search" aria-label=${t(lang, 'log.search.label')} @keydown=${press}>
    <input
      class="field"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      enterkeyhint="search"
      aria-label=${t(lang, 'log.search.label')}
      placeholder=${t(lang, 'log.search.label')}
      aria-invalid=${broken}
      .value=${query.text}
      @input=${(event: Event) => change({ text: (event.target as HTMLInputElement).value })}
    />
    <span class="found" role="status" aria-busy=${pane.model.search?.done === false}
      >${resultText(lang, pane, finder)}</span
    >
    <span>
      ${(Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) =>
        toolButton(t(lang, `log.search.${way}`), WAYS[way], () => change({ [way]: !query[way] }), {
          pressed: query[way],
        }),
      )}${toolButton(t(lang, 'log.search.only'), onlyShape, () => pane.show({ onlyMatches: !onlyMatches }), {
        pressed: onlyMatches,
      })}
    </span>
    <span>
      ${toolButton(t(lang, 'log.search.previous'), chevronUp, () => finder.go(-1), { keys: 'Shift+Enter' })}
      ${toolButton(t(lang, 'log.search.next'), chevronDown, () => finder.go(1), { keys: 'Enter' })}
      ${toolButton(t(lang, 'log.search.close'), close, end, { keys: 'Escape' })}
    </span>
  </div>`;
}

function resultText(lang: string, { model }: LogPane, { broken, query, number }: Finder): string {
  const { total = 0, done = true } = model.search ?? {};
  if (broken) return t(lang, 'log.search.broken');
  if (query.text === '') return '';
  if (total === 0) return done ? t(lang, 'log.search.none') : '…';
  if (number === null) return t(lang, 'log.search.count', { count: total });
  return t(lang, 'log.search.at', { number: number + 1, total });
}
