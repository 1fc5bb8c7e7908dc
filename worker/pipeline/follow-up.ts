import { ASKED, currentAttempt, stillToCome, type Run } from '../../protocol/index.ts';
import { patienceOf } from './patience.ts';
import type { KnownRun } from './runs.ts';
import type { Turn } from './turn.ts';

/** A run that no source reports on is over when its jobs are and nothing new has come for so long (ms). */
const SETTLES_AFTER = 30_000;
/** Stages end in quick succession; the archive may wait a moment and take them together (ms). */
const ARCHIVE_DELAY = 1000;
/** How often the journal is cut back while something is going on (ms). */
const TRIM_EVERY = 60_000;
/** How often it is looked for ids that need not be remembered any more (ms). */
export const SWEEP_EVERY = 6 * 60 * 60 * 1000;
/** How often the archive is looked through for what is too old (ms). */
const EXPIRE_EVERY = 24 * 60 * 60 * 1000;

/** What has to be done later because a run changed. */
export function followUp(turn: Turn, before: KnownRun, after: KnownRun & { view: Run }): void {
  const { tasks, now } = turn;
  const { id } = after.state;
  if (isForArchive(before, after)) tasks.ensure('archive', id, now + ARCHIVE_DELAY);
  if (isAtRest(after)) tasks.schedule('settle', id, now + SETTLES_AFTER);
  else tasks.remove('settle', id);
  tasks.ensure('trim', '', now + TRIM_EVERY);
  if (tasks.get('sweep', '') === undefined) tasks.schedule('sweep', '', now + SWEEP_EVERY);
  if (after.view.status !== 'completed' && tasks.get('watch', '') === undefined) {
    tasks.schedule('watch', '', now + patienceOf(turn.configs.current).stale);
  }
  if (tasks.get('expire', '') === undefined) tasks.schedule('expire', '', now + EXPIRE_EVERY);
}

/** The archive is brought up to date when a stage or the run ends, and when more comes of a run that has ended. */
function isForArchive(before: KnownRun, { view, changed }: KnownRun & { view: Run }): boolean {
  if (view.status === 'completed') return before.view?.status !== 'completed' || changed !== before.changed;
  return endedStages(view) > (before.view === null ? 0 : endedStages(before.view));
}

/** True for a live run whose source says nothing of the run itself, and whose jobs have all ended. */
export function isAtRest({ state, view }: Pick<KnownRun, 'state' | 'view'>): boolean {
  if (view === null || view.status === 'completed' || view.jobs.length === 0) return false;
  const [, , told] = state.run.attempts[currentAttempt(state.run)]?.['state'] ?? [];
  const reported = told !== undefined && (told as { sourceStatus: unknown }).sourceStatus !== ASKED;
  return !reported && stillToCome(view.jobs).every(({ status }) => status === 'completed');
}

const endedStages = ({ stages }: Run): number => stages.filter(({ status }) => status === 'completed').length;
