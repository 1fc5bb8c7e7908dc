import { html, type TemplateResult } from 'lit';
import { chevronDown, chevronUp, close } from '../shared/icons.ts';
import { onlyShape } from './icons.ts';
import type { Finder } from './finder.ts';
import type { LogPane } from './log-pane.ts';
import type { Query, Search } from './model/search.ts';
import { t } from './strings.ts';
import { toolButton } from './toolbar-view.ts';

export interface SearchActions {
  onlyMatches(only: boolean): void;
  close(): void;
}

/** The box in which a person searches the log. */
export function searchBox({ finder, model }: LogPane, lang: string, actions: SearchActions): TemplateResult {
  const { query, broken } = finder;
  const { onlyMatches } = model.view;
  const change = (changes: Partial<Query>) => () => finder.search({ ...query, ...changes });
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') finder.go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') actions.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="find" role="search" aria-label=${t(lang, 'log.search.label')} @keydown=${press}>
    <input
      class="field"
      type="text"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      enterkeyhint="search"
      aria-label=${t(lang, 'log.search.label')}
      placeholder=${t(lang, 'log.search')}
      aria-invalid=${String(broken)}
      .value=${query.text}
      @input=${(event: Event) => finder.search({ ...query, text: (event.target as HTMLInputElement).value })}
    />
    <span class="found ${broken ? 'broken' : ''}" role="status">${resultText(finder, model.search, lang)}</span>
    <span class="options">
      ${textToggle('Aa', t(lang, 'log.search.case'), query.matchCase, change({ matchCase: !query.matchCase }))}
      ${textToggle('ab', t(lang, 'log.search.word'), query.wholeWord, change({ wholeWord: !query.wholeWord }))}
      ${textToggle('.*', t(lang, 'log.search.regex'), query.regex, change({ regex: !query.regex }))}
      ${toolButton(t(lang, 'log.search.only'), onlyShape, () => actions.onlyMatches(!onlyMatches), {
        pressed: onlyMatches,
      })}
    </span>
    <span class="options">
      ${toolButton(t(lang, 'log.search.previous'), chevronUp, () => finder.go(-1), { keys: 'Shift+Enter' })}
      ${toolButton(t(lang, 'log.search.next'), chevronDown, () => finder.go(1), { keys: 'Enter' })}
      ${toolButton(t(lang, 'log.search.close'), close, actions.close, { keys: 'Escape' })}
    </span>
  </div>`;
}

/** The sign is drawn by CSS: what a person says to press it, and hears, is the label. */
const textToggle = (sign: string, label: string, pressed: boolean, toggle: () => void): TemplateResult =>
  html`<button
    class="button plain square mono"
    type="button"
    title=${label}
    aria-label=${label}
    aria-pressed=${String(pressed)}
    data-sign=${sign}
    @click=${toggle}
  ></button>`;

function resultText({ query, broken, current }: Finder, search: Search | null, lang: string): string {
  if (broken) return t(lang, 'log.search.broken');
  if (query.text === '' || !search) return '';
  const { total, done } = search;
  if (total === 0) return done ? t(lang, 'log.search.none') : '…';
  if (current === null) return t(lang, 'log.search.count', { count: total });
  return t(lang, 'log.search.at', { number: current + 1, total });
}
