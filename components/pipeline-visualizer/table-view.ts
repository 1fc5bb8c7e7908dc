import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Run } from '../../protocol/index.ts';
import { statusBadge } from '../shared/status.ts';
import { timeOf } from './box-view.ts';
import { jobId } from './folds.ts';
import type { Picture } from './picture.ts';
import { tv } from './strings.ts';

export interface TableOptions {
  readonly lang: string;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** The same as the graph for those who would rather read rows. */
export function tableView(
  { number, jobs }: Run,
  { columns }: Picture,
  { lang, selected, onSelect }: TableOptions,
): TemplateResult {
  const names = new Map(jobs.map((job) => [job.id, job.name]));
  return html`<table>
    <caption class="visually-hidden">
      ${tv(lang, 'visualizer.label', { number })}
    </caption>
    <thead>
      <tr>
        ${(['job', 'status', 'duration', 'attempts', 'needs'] as const).map((key) => html`<th scope="col">${tv(lang, `visualizer.${key}`)}</th>`)}
      </tr>
    </thead>
    ${columns.map(
      ({ stage, jobs }) =>
        html`<tbody>
          <tr class="stage-row">
            <th scope="rowgroup">${stage?.name ?? tv(lang, 'visualizer.unplaced')}</th>
            <td>${stage ? statusBadge(stage, lang) : nothing}</td>
            <td>${stage ? timeOf(stage) : nothing}</td>
            <td></td>
            <td></td>
          </tr>
          ${repeat(
            jobs,
            (job) => job.id,
            (job) =>
              html`<tr>
                <th scope="row">
                  <button
                    class="link"
                    type="button"
                    aria-pressed=${selected === jobId(job)}
                    @click=${() => onSelect(jobId(job))}
                  >
                    ${job.name}
                  </button>
                </th>
                <td>${statusBadge(job, lang)}</td>
                <td>${timeOf(job)}</td>
                <td>${job.attempt}</td>
                <td>${job.needs.map((need) => names.get(need) ?? need).join(', ')}</td>
              </tr>`,
          )}
        </tbody>`,
    )}
  </table>`;
}
