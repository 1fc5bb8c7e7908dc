import type { LogLine, LogPage } from '../../protocol/index.ts';
import { unpackLines } from './line-rows.ts';
import { LogPageMaker } from './log-page.ts';
import type { LogQuery } from './rpc.ts';
import type { KnownRun } from './runs.ts';

type Row = { first_line: number; body: string };

/** The lines of a run that the journal has, from `from` on. */
export function* linesFrom(sql: SqlStorage, run: string, from: number): Generator<LogLine> {
  // The row that holds the first of them may begin before it.
  const rows = sql.exec<Row>(
    `SELECT first_line, body FROM journal WHERE type = 'log' AND run = ?1 AND first_line >= coalesce(
       (SELECT max(first_line) FROM journal WHERE type = 'log' AND run = ?1 AND first_line <= ?2), 0)
     ORDER BY first_line`,
    run,
    from,
  );
  for (const { first_line: firstLine, body } of rows) {
    for (const line of unpackLines(run, firstLine, body)) if (line.line >= from) yield line;
  }
}

/** The same from the last one backwards. */
function* linesBackwards(sql: SqlStorage, run: string): Generator<LogLine> {
  const rows = sql.exec<Row>(
    "SELECT first_line, body FROM journal WHERE type = 'log' AND run = ? ORDER BY first_line DESC",
    run,
  );
  for (const { first_line: firstLine, body } of rows) yield* unpackLines(run, firstLine, body).reverse();
}

/** What a run's log takes in rows. */
export const logBytes = (sql: SqlStorage, run: string): number =>
  sql
    .exec<{ bytes: number | null }>(
      "SELECT sum(octet_length(body)) AS bytes FROM journal WHERE type = 'log' AND run = ?",
      run,
    )
    .one().bytes ?? 0;

export function pageOfLines(sql: SqlStorage, { state, lines }: KnownRun, query: LogQuery): LogPage {
  const maker = new LogPageMaker(query);
  const found = query.tail === null ? linesFrom(sql, state.id, query.from) : linesBackwards(sql, state.id);
  for (const line of found) if (!maker.take(line)) break;
  return maker.page(lines);
}

/** The last lines of a run, in order. */
export const lastLines = (sql: SqlStorage, run: KnownRun, count: number): readonly LogLine[] =>
  pageOfLines(sql, run, { from: 1, tail: count, limit: 0, job: null, stage: null, type: null }).lines;
