import type { TemplateResult } from 'lit';
import type { Run } from '../../../protocol/index.ts';
import type { BoxContext } from '../../graph/box.ts';
import { tableView } from '../../graph/opened/table.ts';
import { statusBadge } from '../../shared/status.ts';
import { timeOf } from '../box-view.ts';
import { needsOf } from './details-view.ts';
import { jobId } from '../folds.ts';
import type { Picture } from '../picture.ts';
import { tv } from '../strings.ts';
import { td } from './strings.ts';

const HEADINGS = ['job', 'status', 'duration', 'attempts', 'needs'] as const;

/** The jobs as rows, by their stages. */
export const jobsTable = (
  run: Run,
  { columns }: Picture,
  { lang, selected }: Pick<BoxContext, 'lang' | 'selected'>,
  onSelect: (id: string) => void,
): TemplateResult =>
  tableView({
    caption: tv(lang, 'visualizer.label', { number: run.number }),
    headings: HEADINGS.map((key) => td(lang, `visualizer.${key}`)),
    groups: columns.map(({ stage, jobs }) => ({
      head: {
        name: stage?.name ?? tv(lang, 'visualizer.unplaced'),
        cells: [stage && statusBadge(stage, lang), stage && timeOf(stage), null, null],
      },
      rows: jobs.map((job) => ({
        id: jobId(job),
        name: job.name,
        cells: [statusBadge(job, lang), timeOf(job), job.attempt, needsOf(job, run.jobs)],
      })),
    })),
    selected,
    onSelect,
  });
