import {
  compareJobs,
  type Job,
  type LogLine,
  type LogPage,
  type Run,
  type RunPage,
  type RunSummary,
} from '../../protocol/index.ts';
import type { LogQuery } from '../pipeline/rpc.ts';

/** Reads the archive, for runs that the pipeline's object no longer has at hand. */

/** Characters of one page of lines; it ends there however many were asked for. */
const PAGE_CHARS = 2 * 1024 * 1024;

/** Newest first, from the number `before` down. */
export async function archivedRuns(
  db: D1Database,
  pipeline: string,
  { limit, before }: { limit: number; before: number | null },
): Promise<RunPage> {
  const { results } = await db
    .prepare(
      `SELECT number, json_remove(run, '$.stages', '$.deployments', '$.graph') AS summary FROM pipeline_runs
       WHERE pipeline = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3`,
    )
    .bind(pipeline, before ?? Number.MAX_SAFE_INTEGER, limit + 1)
    .all<{ number: number; summary: string }>();
  const shown = results.slice(0, limit);
  const last = shown.at(-1);
  return {
    runs: shown.map(({ summary }) => JSON.parse(summary) as RunSummary),
    next: results.length > limit && last ? String(last.number) : null,
  };
}

/** A run by its id, or else by a name that it had where it ran. */
const BY_NAME = `pipeline = ?1 AND id IN (?2, (SELECT pipeline_id FROM pipeline_run_names WHERE pipeline = ?1 AND name = ?2))
  ORDER BY id = ?2 DESC LIMIT 1`;

export async function archivedRun(db: D1Database, pipeline: string, name: string): Promise<Run | null> {
  const row = await db
    .prepare(`SELECT id, run FROM pipeline_runs WHERE ${BY_NAME}`)
    .bind(pipeline, name)
    .first<{ id: string; run: string }>();
  if (row === null) return null;
  const { id } = row;
  const { results } = await db
    .prepare('SELECT job FROM pipeline_jobs WHERE pipeline = ?1 AND pipeline_id = ?2')
    .bind(pipeline, id)
    .all<{ job: string }>();
  const jobs = results.map(({ job }) => JSON.parse(job) as Job).sort(compareJobs);
  return { ...(JSON.parse(row.run) as Omit<Run, 'jobs'>), jobs };
}

export async function archivedLogs(
  db: D1Database,
  pipeline: string,
  name: string,
  { from, tail, limit, job, stage, type }: LogQuery,
): Promise<LogPage | null> {
  const head = await db
    .prepare(`SELECT id, lines FROM pipeline_runs WHERE ${BY_NAME}`)
    .bind(pipeline, name)
    .first<{ id: string; lines: number }>();
  if (head === null) return null;
  const run = head.id;
  const order = tail === null ? 'line' : 'line DESC';
  const wanted = tail ?? limit;
  // The page is limited before its size is summed up, so no more of the log is read than may be answered.
  const { results } = await db
    .prepare(
      `SELECT line, type, stage, job, step, message, timestamp, found FROM (
         SELECT *, count(*) OVER () AS found,
           sum(length(message)) OVER (ORDER BY ${order}) - length(message) AS chars_before
         FROM (SELECT * FROM pipeline_logs WHERE pipeline = ?1 AND pipeline_id = ?2 AND line >= ?3
           AND (?4 IS NULL OR job = ?4) AND (?5 IS NULL OR stage = ?5) AND (?6 IS NULL OR type = ?6)
           ORDER BY ${order} LIMIT ?7))
       WHERE chars_before < ?8 ORDER BY ${order}`,
    )
    .bind(pipeline, run, from, job, stage, type, wanted + 1, PAGE_CHARS)
    .all<Omit<LogLine, 'run' | 'step'> & { step: number | null; found: number }>();
  const shown = results.slice(0, wanted);
  const last = shown.at(-1);
  const lines = shown.map(({ found: _found, step, ...line }): LogLine => ({
    run,
    ...line,
    ...(step !== null && { step }),
  }));
  return {
    lines: tail === null ? lines : lines.reverse(),
    next: tail === null && last && last.found > shown.length ? last.line + 1 : null,
    total: head.lines,
  };
}
