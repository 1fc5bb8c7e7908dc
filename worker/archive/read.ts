import {
  compareJobs,
  type Job,
  type LogLine,
  type LogPage,
  type Run,
  type RunPage,
  type RunSummary,
} from '../../protocol/index.ts';
import { unpackLines } from '../pipeline/line-rows.ts';
import { LogPageMaker } from '../pipeline/log-page.ts';
import type { LogQuery } from '../pipeline/rpc.ts';

/** Reads the archive, for runs that the pipeline's object no longer has at hand. */

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
  query: LogQuery,
): Promise<LogPage | null> {
  const head = await db
    .prepare(`SELECT id, lines FROM pipeline_runs WHERE ${BY_NAME}`)
    .bind(pipeline, name)
    .first<{ id: string; lines: number }>();
  if (head === null) return null;
  const maker = new LogPageMaker(query);
  const found =
    query.tail === null ? linesFrom(db, pipeline, head.id, query.from) : linesBackwards(db, pipeline, head.id);
  for await (const line of found) if (!maker.take(line)) break;
  return maker.page(head.lines);
}

/** Rows read at once: of the usual size, what a page may take. */
const ROWS = 8;

interface LogRow {
  first_line: number;
  body: string;
}

async function* linesFrom(db: D1Database, pipeline: string, run: string, from: number): AsyncGenerator<LogLine> {
  // The row that holds the first of them may begin before it.
  const statement = db.prepare(
    `SELECT first_line, body FROM pipeline_logs WHERE pipeline = ?1 AND pipeline_id = ?2
       AND first_line >= coalesce((SELECT max(first_line) FROM pipeline_logs
         WHERE pipeline = ?1 AND pipeline_id = ?2 AND first_line <= ?3), 0)
     ORDER BY first_line LIMIT ?4`,
  );
  for (let next = from; ;) {
    const { results } = await statement.bind(pipeline, run, next, ROWS).all<LogRow>();
    for (const line of results.flatMap((row) => unpackLines(run, row.first_line, row.body))) {
      if (line.line < next) continue;
      next = line.line + 1;
      yield line;
    }
    if (results.length < ROWS) return;
  }
}

async function* linesBackwards(db: D1Database, pipeline: string, run: string): AsyncGenerator<LogLine> {
  const statement = db.prepare(
    `SELECT first_line, body FROM pipeline_logs WHERE pipeline = ?1 AND pipeline_id = ?2 AND first_line < ?3
     ORDER BY first_line DESC LIMIT ?4`,
  );
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const { results } = await statement.bind(pipeline, run, before, ROWS).all<LogRow>();
    for (const row of results) yield* unpackLines(run, row.first_line, row.body).reverse();
    if (results.length < ROWS) return;
    before = results.at(-1)?.first_line ?? 0;
  }
}
