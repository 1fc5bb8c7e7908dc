import {
  countLines,
  diff,
  isStateEvent,
  markSilence,
  merge,
  stamp,
  type EventsAnswer,
  type NewLogLine,
  type PipelineEvent,
  type Run,
  type RunState,
} from '../../protocol/index.ts';
import { followUp } from './follow-up.ts';
import { checkPiece, checkRoom, checkRun } from './limits.ts';
import { linesOf } from './new-lines.ts';
import type { KnownRun } from './runs.ts';
import { isNew } from './seen.ts';
import type { Turn } from './turn.ts';

/** What the events of a turn make of a run, before it is written. */
interface Draft {
  readonly before: KnownRun;
  state: RunState;
  lines: readonly NewLogLine[];
}

/** Merges events into their runs. However many there are, a run's viewers get one update and the new lines. */
export function ingest(turn: Turn, source: string, events: readonly PipelineEvent[]): EventsAnswer {
  const drafts = new Map<string, Draft & { lines: NewLogLine[] }>();
  let duplicates = 0;
  for (const event of events) {
    if (event.id !== undefined && !isNew(turn.sql, source, event.id, turn.now)) {
      duplicates += 1;
      continue;
    }
    const run = turn.runs.idOf(event.run);
    const draft = drafts.get(run) ?? { ...openDraft(turn, run, source), lines: [] };
    drafts.set(run, draft);
    if (isStateEvent(event)) draft.state = merge(draft.state, stamp(event, turn.now));
    else for (const line of linesOf(event, turn.now)) draft.lines.push(line);
  }
  for (const draft of drafts.values()) commit(turn, heard(draft, turn.now));
  return { accepted: events.length - duplicates, duplicates };
}

/** Adds lines to a run and says of how the job stands; makes both known if they are not. */
export function addLines(turn: Turn, run: string, job: string, source: string, lines: readonly NewLogLine[]): void {
  const draft = openDraft(turn, run, source);
  draft.lines = lines;
  draft.state = countLines(draft.state, job, linesSoFar(draft.state, job), null, turn.now);
  commit(turn, heard(draft, turn.now));
}

/** Changes what is known of a run by other means than an event of a source. */
export function revise(turn: Turn, before: KnownRun, change: (state: RunState) => RunState): void {
  commit(turn, { before, state: change(before.state), lines: [] });
}

/** News of a run that was told to be stale: it is not any more. */
function heard(draft: Draft, now: number): Draft {
  const { before, state, lines } = draft;
  if (!before.view?.staleSince || (state === before.state && lines.length === 0)) return draft;
  return { ...draft, state: markSilence(state, 0, now) };
}

function openDraft(turn: Turn, run: string, source: string): Draft {
  const before = turn.runs.get(run) ?? turn.runs.create(run, source);
  return { before, state: before.state, lines: [] };
}

function commit(turn: Turn, draft: Draft): void {
  const { before } = draft;
  checkPiece(draft.lines.length);
  if (before.view === null) checkRoom(turn.sql);
  const state = withCounts(draft, turn.now);
  if (state === before.state && draft.lines.length === 0 && before.view !== null) return;
  const view = turn.runs.view({ state, config: before.config });
  const lines = before.lines + draft.lines.length;
  checkRun(view, lines);
  const update = diff(before.view, view);
  const tell = () => update && turn.journal.update(update, turn.now);
  // Viewers get to know a run before its lines, and hear of an end only when they have all lines.
  if (before.view === null) tell();
  turn.journal.lines(state.id, before.lines + 1, placed(draft.lines, view), turn.now);
  if (before.view !== null) tell();
  const after = { ...before, state, view, lines, changed: turn.journal.head };
  turn.runs.save(before, after, turn.now);
  followUp(turn, before, after);
}

/** The state with the lines counted that its jobs have written. */
function withCounts({ state, lines }: Draft, now: number): RunState {
  const written = new Map<string, { count: number; stage: string | null }>();
  for (const { job, stage } of lines) {
    if (job === null) continue;
    const known = written.get(job);
    written.set(job, { count: (known?.count ?? 0) + 1, stage: stage ?? known?.stage ?? null });
  }
  let counted = state;
  for (const [job, { count, stage }] of written) {
    counted = countLines(counted, job, linesSoFar(counted, job) + count, stage, now);
  }
  return counted;
}

const linesSoFar = (state: RunState, job: string): number => Number(state.jobs.get(job)?.lasting['lines']?.[2] ?? 0);

/** A line that names only its job belongs to the job's stage. */
function placed(lines: readonly NewLogLine[], run: Run): readonly NewLogLine[] {
  if (lines.every(({ stage, job }) => stage !== null || job === null)) return lines;
  const stages = new Map(run.jobs.map(({ id, stage }) => [id, stage]));
  return lines.map((line) =>
    line.stage === null && line.job !== null ? { ...line, stage: stages.get(line.job) ?? null } : line,
  );
}
