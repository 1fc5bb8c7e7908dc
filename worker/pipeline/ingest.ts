import {
  countLines,
  diff,
  isStateEvent,
  jobCalled,
  jobKey,
  markSilence,
  Merging,
  stamp,
  type EventsAnswer,
  type NewLogLine,
  type PipelineEvent,
  type Run,
  type RunState,
} from '../../protocol/index.ts';
import { configuredGraph } from './draft-graph.ts';
import { followUp } from './follow-up.ts';
import { checkPiece, checkRoom, checkRun } from './limits.ts';
import { linesOf } from './new-lines.ts';
import type { KnownRun } from './runs.ts';
import { isNew } from './seen.ts';
import type { Turn } from './turn.ts';

/** What is to become of a run, before it is written. */
interface Draft {
  readonly before: KnownRun;
  readonly state: RunState;
  readonly lines: readonly NewLogLine[];
}

/** Merges events into their runs, and writes what they make of them. */
export function ingest(turn: Turn, source: string, events: readonly PipelineEvent[]): EventsAnswer {
  const drafts = new Drafts(turn);
  const { accepted, duplicates } = drafts.add(source, events);
  drafts.commit();
  return { accepted, duplicates };
}

/** What the events of a turn make of their runs. However many there are, a run's viewers get one update and the new lines. */
export class Drafts {
  readonly #turn: Turn;
  readonly #drafts = new Map<string, { before: KnownRun; merging: Merging; lines: NewLogLine[] }>();
  #hearers: ((changed: ReadonlySet<string>) => void)[] = [];

  constructor(turn: Turn) {
    this.#turn = turn;
  }

  has(run: string): boolean {
    return this.#drafts.has(run);
  }

  /** Merges events into their runs. `news` are the runs of which they say what was not known. */
  add(source: string, events: readonly PipelineEvent[]): EventsAnswer & { news: ReadonlySet<string> } {
    const { sql, now } = this.#turn;
    const news = new Set<string>();
    let duplicates = 0;
    for (const event of events) {
      if (event.id !== undefined && !isNew(sql, source, event.id, now)) {
        duplicates += 1;
        continue;
      }
      const { before, merging, lines } = this.#draftOf(event.run, source);
      const run = before.state.id;
      if (isStateEvent(event)) {
        if (merging.add(stamp(event, now)) || before.view === null) news.add(run);
      } else {
        for (const line of linesOf(event, now)) lines.push(line);
        news.add(run);
      }
    }
    return { accepted: events.length - duplicates, duplicates, news };
  }

  /** Once all is written, `hear` is told of which runs viewers see something else. */
  afterwards(hear: (changed: ReadonlySet<string>) => void): void {
    this.#hearers.push(hear);
  }

  /** Writes them. What is added later begins with what is written now. */
  commit(): void {
    const changed = new Set<string>();
    for (const [run, { before, merging, lines }] of this.#drafts) {
      if (commit(this.#turn, heard({ before, state: merging.state, lines }, this.#turn.now))) changed.add(run);
    }
    this.#drafts.clear();
    const hearers = this.#hearers;
    this.#hearers = [];
    for (const hear of hearers) hear(changed);
  }

  #draftOf(name: string, source: string) {
    const { runs } = this.#turn;
    const run = this.#drafts.has(name) ? name : runs.idOf(name);
    const known = this.#drafts.get(run);
    if (known) return known;
    const before = runs.get(run) ?? runs.create(run, source);
    const draft = { before, merging: new Merging(before.state), lines: [] as NewLogLine[] };
    for (const event of configuredGraph(this.#turn, before)) draft.merging.add(stamp(event, this.#turn.now));
    this.#drafts.set(run, draft);
    return draft;
  }
}

/** Adds lines to a run and says of how the job stands; makes both known if they are not. */
export function addLines(turn: Turn, run: string, job: string, source: string, lines: readonly NewLogLine[]): void {
  const before = turn.runs.get(run) ?? turn.runs.create(run, source);
  const state = countLines(before.state, job, linesSoFar(before.state, job), null, turn.now);
  commit(turn, heard({ before, state, lines }, turn.now));
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

/** Writes what became of a run; false when viewers see nothing of it. */
function commit(turn: Turn, draft: Draft): boolean {
  const { before } = draft;
  checkPiece(draft.lines.length);
  if (before.view === null) checkRoom(turn.sql);
  const state = withCounts(draft, turn.now);
  if (state === before.state && draft.lines.length === 0 && before.view !== null) return false;
  const view = turn.runs.view({ state, config: before.config });
  const lines = before.lines + draft.lines.length;
  checkRun(view, lines);
  const update = diff(before.view, view);
  const tell = () => update && turn.journal.update(update, turn.now);
  // Viewers get to know a run before its lines, and hear of an end only when they have all lines.
  if (before.view === null) tell();
  turn.journal.lines(state.id, before.lines + 1, placed(draft.lines, state, view), turn.now);
  if (before.view !== null) tell();
  const after = { ...before, state, view, lines, changed: turn.journal.head };
  turn.runs.save(before, after, turn.now);
  followUp(turn, before, after);
  return update !== null || lines > before.lines;
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

const linesSoFar = (state: RunState, job: string): number =>
  Number(state.jobs.get(jobCalled(state, job).key)?.lasting['lines']?.[2] ?? 0);

/** Of several jobs by one name each has an id of its own in the view. */
const idOf = ({ key, id }: ReturnType<typeof jobCalled>, { jobs }: Run): string =>
  jobs.find((job) => job.externalId !== null && jobKey({ job: job.id, externalId: job.externalId }) === key)?.id ?? id;

/** Lines bear the id of their job, whatever its reporter calls it; and one that names only its job belongs to the job's stage. */
function placed(lines: readonly NewLogLine[], state: RunState, run: Run): readonly NewLogLine[] {
  const names = new Set(lines.flatMap(({ job }) => job ?? []));
  const ids = new Map([...names].map((name) => [name, idOf(jobCalled(state, name), run)]));
  const stages = new Map(run.jobs.map(({ id, stage }) => [id, stage]));
  return lines.map((line) => {
    if (line.job === null) return line;
    const job = ids.get(line.job) ?? line.job;
    return { ...line, job, stage: line.stage ?? stages.get(job) ?? null };
  });
}
