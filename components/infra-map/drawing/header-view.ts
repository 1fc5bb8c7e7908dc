import { html, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Run } from '../../../protocol/index.ts';
import { line } from '../../shared/icons.ts';
import type { Lights } from './lights.ts';
import { tm } from './strings.ts';

const list = line('M6 3.5h7.5M6 8h7.5M6 12.5h7.5M2.75 3.5h.01M2.75 8h.01M2.75 12.5h.01', 1.6);

/** What it is, how it stands, and what can be done with it. */
export const headerView = (
  run: Run | null,
  lights: Lights,
  lang: string,
  tools: unknown,
  viewSwitch: (label: string, shape: SVGTemplateResult) => TemplateResult,
): TemplateResult =>
  html`<div part="header" class="panel-header">
    <strong class="title">${tm(lang, 'map.title')}</strong>
    <span class="summary muted truncate" dir="auto">${summarize(run, lights, lang)}</span>
    <span class="spacer"></span>
    <div part="toolbar">${tools} ${viewSwitch(tm(lang, 'map.view'), list)}</div>
  </div>`;

/** The map in a few words. */
function summarize(run: Run | null, { nodes }: Lights, lang: string): string {
  const [light = 'idle'] = nodes.values();
  const stage = run?.stages.find(({ id }) => id === run.currentStage)?.name ?? '';
  return tm(lang, `map.${light}`, { count: nodes.size, stage });
}
