import { html, type TemplateResult } from 'lit';
import { chevronDown, chevronUp, close } from '../shared/icons.ts';
import { onlyShape } from './icons.ts';
import type { Query } from './model/search.ts';
import { t } from './strings.ts';
import { toolButton } from './toolbar-view.ts';

export interface SearchState {
  readonly lang: string;
  readonly query: Query;
  readonly onlyMatches: boolean;
  /** The query is no regular expression. */
  readonly broken: boolean;
  readonly total: number;
  /** The match that is shown, from 0; null for none. */
  readonly current: number | null;
  /** The whole log has been searched. */
  readonly done: boolean;
}

export interface SearchActions {
  query(query: Query): void;
  onlyMatches(only: boolean): void;
  go(step: 1 | -1): void;
  close(): void;
}

export function searchView(state: SearchState, actions: SearchActions): TemplateResult {
  const { lang, query, onlyMatches, broken } = state;
  const change = (changes: Partial<Query>) => () => actions.query({ ...query, ...changes });
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') actions.go(event.shiftKey ? -1 : 1);
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
      @input=${(event: Event) => actions.query({ ...query, text: (event.target as HTMLInputElement).value })}
    />
    <span class="found ${broken ? 'broken' : ''}" role="status">${resultText(state)}</span>
    <span class="options">
      ${textToggle('Aa', t(lang, 'log.search.case'), query.matchCase, change({ matchCase: !query.matchCase }))}
      ${textToggle('ab', t(lang, 'log.search.word'), query.wholeWord, change({ wholeWord: !query.wholeWord }))}
      ${textToggle('.*', t(lang, 'log.search.regex'), query.regex, change({ regex: !query.regex }))}
      ${toolButton(t(lang, 'log.search.only'), onlyShape, () => actions.onlyMatches(!onlyMatches), {
        pressed: onlyMatches,
      })}
    </span>
    <span class="options">
      ${toolButton(t(lang, 'log.search.previous'), chevronUp, () => actions.go(-1), { keys: 'Shift+Enter' })}
      ${toolButton(t(lang, 'log.search.next'), chevronDown, () => actions.go(1), { keys: 'Enter' })}
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

function resultText({ lang, query, broken, total, current, done }: SearchState): string {
  if (broken) return t(lang, 'log.search.broken');
  if (query.text === '') return '';
  if (total === 0) return done ? t(lang, 'log.search.none') : '…';
  if (current === null) return t(lang, 'log.search.count', { count: total });
  return t(lang, 'log.search.at', { number: current + 1, total });
}
