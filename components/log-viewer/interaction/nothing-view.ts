import { html, type TemplateResult } from 'lit';
import type { LogPane } from '../panel/log-pane.ts';
import { WHOLE_LOG } from '../model/log-model.ts';
import { t } from './strings.ts';

/** There are lines, but the filter lets none through. */
export const nothingView = (lang: string, pane: LogPane): TemplateResult =>
  html`<div part="empty" class="note blank">
    <span>${t(lang, 'log.nothing')}</span>
    <button class="button" type="button" @click=${() => showAll(pane)}>${t(lang, 'log.nothing.action')}</button>
  </div>`;

function showAll(pane: LogPane): void {
  const { host } = pane;
  if (host.stage !== null || host.job !== null) pane.choose('stage', null);
  host.stage = host.job = null;
  pane.show(WHOLE_LOG);
}
