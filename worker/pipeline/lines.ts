import type { LogLine, LogPage } from '../../protocol/index.ts';
import { unpackLines } from './line-rows.ts';
import type { LogQuery } from './rpc.ts';
import type { KnownRun } from './runs.ts';

/** Characters of one answer. A page or a tail ends there however many lines were asked for. */
const PAGE_CHARS = 2 * 1024 * 1024;
const TAIL_CHARS = 512 * 1024;
/** Lines looked at for one page: a filter that fits few lines must not read a whole log at once. */
const SCANNED_LINES = 20_000;

type Row = { first_line: number; body: string };

/** The journal's rows of a run's lines from `from` on; the first may begin before it. */
export function* linesFrom(sql: SqlStorage, run: string, from: number): Generator<LogLine> {
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

/** What a run's log takes in rows. */
export const logBytes = (sql: SqlStorage, run: string): number =>
  sql
    .exec<{ bytes: number | null }>(
      "SELECT sum(octet_length(body)) AS bytes FROM journal WHERE type = 'log' AND run = ?",
      run,
    )
    .one().bytes ?? 0;

/** A page of a run's log. It may have fewer lines than asked for and still not be the last. */
export function pageOfLines(sql: SqlStorage, run: KnownRun, query: LogQuery): LogPage {
  const { state, lines: total } = run;
  if (query.tail !== null) return { lines: lastLines(sql, run, query.tail, query), next: null, total };
  const lines: LogLine[] = [];
  let chars = 0;
  let scanned = 0;
  for (const line of linesFrom(sql, state.id, query.from)) {
    const full = lines.length === query.limit || chars > PAGE_CHARS || scanned === SCANNED_LINES;
    if (full) return { lines, next: line.line, total };
    scanned += 1;
    if (!fits(line, query)) continue;
    lines.push(line);
    chars += line.message.length;
  }
  return { lines, next: null, total };
}

type Filter = Pick<LogQuery, 'job' | 'stage' | 'type'>;
const ALL: Filter = { job: null, stage: null, type: null };

/** The last lines of a run that fit, in order. */
export function lastLines(sql: SqlStorage, { state }: KnownRun, count: number, filter = ALL): LogLine[] {
  if (count === 0) return [];
  const rows = sql.exec<Row>(
    "SELECT first_line, body FROM journal WHERE type = 'log' AND run = ? ORDER BY first_line DESC",
    state.id,
  );
  const lines: LogLine[] = [];
  let chars = 0;
  let scanned = 0;
  for (const { first_line: firstLine, body } of rows) {
    for (const line of unpackLines(state.id, firstLine, body).reverse()) {
      if (lines.length === count || scanned === SCANNED_LINES) return lines.reverse();
      scanned += 1;
      if (!fits(line, filter)) continue;
      chars += line.message.length;
      if (chars > TAIL_CHARS) return lines.reverse();
      lines.push(line);
    }
  }
  return lines.reverse();
}

const fits = (line: LogLine, { job, stage, type }: Filter): boolean =>
  (job === null || line.job === job) &&
  (stage === null || line.stage === stage) &&
  (type === null || line.type === type);
