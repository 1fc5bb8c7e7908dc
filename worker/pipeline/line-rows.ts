import type { LogLine, LogType, NewLogLine } from '../../protocol/index.ts';

/**
 * Log lines as rows of the journal. A flush is one row, not a row a line, because rows are what is billed. A row ends at 1,000
 * lines or 128 Ki characters, so that a page of lines reads little more than itself, and at one line at least: the longest
 * line there can be makes 1.2 MB of JSON, below the 2 MB that SQLite takes here.
 */
const ROW_LINES = 1000;
const ROW_CHARS = 128 * 1024;

export interface LineRow {
  firstLine: number;
  count: number;
  body: string;
}

/** Lines that follow each other from the same step, job and stage, so that their names are written once. */
interface Passage {
  job: string | null;
  stage: string | null;
  step?: number | undefined;
  lines: [type: LogType, timestamp: number, message: string][];
}

export function packLines(firstLine: number, lines: readonly NewLogLine[]): LineRow[] {
  const rows: LineRow[] = [];
  let passages: Passage[] = [];
  let count = 0;
  let chars = 0;
  const close = () => {
    if (count > 0) rows.push({ firstLine, count, body: JSON.stringify(passages) });
    firstLine += count;
    passages = [];
    count = 0;
    chars = 0;
  };
  for (const { job, stage, step, type, timestamp, message } of lines) {
    const size = JSON.stringify(message).length;
    if (count === ROW_LINES || chars + size > ROW_CHARS) close();
    const last = passages.at(-1);
    if (last?.job === job && last.stage === stage && last.step === step) last.lines.push([type, timestamp, message]);
    else passages.push({ job, stage, step, lines: [[type, timestamp, message]] });
    count += 1;
    chars += size;
  }
  close();
  return rows;
}

export function unpackLines(run: string, firstLine: number, body: string): LogLine[] {
  let line = firstLine;
  return (JSON.parse(body) as Passage[]).flatMap(({ job, stage, step, lines }) => {
    const writer = step === undefined ? {} : { step };
    return lines.map(([type, timestamp, message]) => ({
      run,
      line: line++,
      type,
      stage,
      job,
      ...writer,
      message,
      timestamp,
    }));
  });
}
