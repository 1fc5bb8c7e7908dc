import { html, type TemplateResult } from 'lit';
import { chevronDown, chevronUp, close } from '../shared/icons.ts';
import { onlyShape } from './icons.ts';
import type { LogPane } from './log-pane.ts';
import type { Query } from './model/search.ts';
import { t } from './strings.ts';
import { toolButton } from './toolbar-view.ts';

/** The ways to search, with their signs. */
const WAYS = { matchCase: 'Aa', wholeWord: 'ab', regex: '.*' } as const;

export function searchView(lang: string, pane: LogPane, end: () => void): TemplateResult {
  const { finder, model } = pane;
  const { query, broken } = finder;
  const { onlyMatches } = model.view;
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
      placeholder=${t(lang, 'log.search')}
      aria-invalid=${broken}
      .value=${query.text}
      @input=${(event: Event) => change({ text: (event.target as HTMLInputElement).value })}
    />
    <span class="found" role="status">${resultText(lang, pane)}</span>
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

function resultText(lang: string, { finder, model }: LogPane): string {
  const { total = 0, done = true } = model.search ?? {};
  const { broken, query, current } = finder;
  if (broken) return t(lang, 'log.search.broken');
  if (query.text === '') return '';
  if (total === 0) return done ? t(lang, 'log.search.none') : '…';
  if (current === null) return t(lang, 'log.search.count', { count: total });
  return t(lang, 'log.search.at', { number: current + 1, total });
}
