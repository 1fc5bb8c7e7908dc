import type { Entity, Run } from '../../protocol/index.ts';
import { Refused } from './refused.ts';

/** What one run may have, so that it fits its rows (2 MB each), its snapshot and the object's 128 MB of memory. */
const MAX_JOBS = 5000;
const MAX_DEPLOYMENTS = 100;
const MAX_STAGES = 200;
/** Lines of one request, whose events are in memory all at once. */
const MAX_LINES_AT_ONCE = 50_000;
/** Runs that have not ended, of a pipeline. Those that nothing is heard of any more are swept out. */
const MAX_LIVE_RUNS = 1000;
/** Characters of what is known of one job, one deployment, or the run itself, with all its attempts. */
const MAX_FACTS = 400_000;
/** Lines of log. */
const MAX_LINES = 5_000_000;

export function checkRoom(sql: SqlStorage): void {
  const { live } = sql.exec<{ live: number }>('SELECT count(*) AS live FROM runs WHERE live = 1').one();
  if (live >= MAX_LIVE_RUNS) throw new Refused('conflict', `${MAX_LIVE_RUNS} runs of this pipeline have not ended.`);
}

export function checkPiece(lines: number): void {
  if (lines > MAX_LINES_AT_ONCE) throw new Refused('too-large', `Send ${MAX_LINES_AT_ONCE} lines at once, at most.`);
}

export function checkRun(run: Run, lines: number): void {
  const counts: readonly [string, number, number][] = [
    ['jobs', run.jobs.length, MAX_JOBS],
    ['deployments', run.deployments.length, MAX_DEPLOYMENTS],
    ['stages', run.stages.length, MAX_STAGES],
    ['lines of log', lines, MAX_LINES],
  ];
  for (const [what, count, limit] of counts) {
    if (count > limit) throw new Refused('too-large', `The run ${run.id} would have more than ${limit} ${what}.`);
  }
}

/** The facts as they are stored. */
export function encodeFacts(entity: Entity, of: string): string {
  const facts = JSON.stringify(entity);
  if (facts.length > MAX_FACTS) throw new Refused('too-large', `There is too much to remember of ${of}.`);
  return facts;
}
