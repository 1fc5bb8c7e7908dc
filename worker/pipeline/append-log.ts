import { LOG_TYPES, MAX_LINE_LENGTH, type LogType, type NewLogLine } from '../../protocol/index.ts';
import { addLines } from './ingest.ts';
import { splitMessage, tidy } from './new-lines.ts';
import type { LogAppend, LogAppended } from './rpc.ts';
import type { Turn } from './turn.ts';

/** The source of a run that only its log makes known. */
const SOURCE = 'api';
/** Bytes kept of an unfinished line: the longest line there can be, as JSON with every character escaped. What follows is dropped. */
const MAX_REST = 6 * MAX_LINE_LENGTH + 1024;
const LINE_FEED = 0x0a;

/** How far a sender's stream is known, and the bytes after its last line break. */
interface Stream {
  length: number;
  rest: Uint8Array;
}

/**
 * Appends a piece of a job's raw log if it goes on exactly where the known one ends. A gap would lose lines; in an overlap the
 * bytes may be those of a second sender, whose lines would be garbled: either is refused with the place to go on from.
 */
export function appendLog(turn: Turn, append: LogAppend): LogAppended {
  const { run, job, body: news } = append;
  const stream = readStream(turn, run, job);
  const offset = append.offset ?? stream.length;
  if (offset !== stream.length) return { applied: false, length: stream.length };
  const { text, rest } = takeLines(stream.rest, news, append.final);
  const length = stream.length + news.length;
  // An empty piece asks how far the log is known.
  if (news.length > 0 || text.length > 0) {
    addLines(turn, run, job, SOURCE, linesIn(text, append, turn.now));
    writeStream(turn, run, job, { length, rest });
  }
  return { applied: true, length };
}

/** The whole lines as text, and the bytes of the one that has not ended. A line feed is never part of another character in UTF-8. */
function takeLines(rest: Uint8Array, news: Uint8Array, final: boolean): { text: string[]; rest: Uint8Array } {
  const end = final ? news.length : news.lastIndexOf(LINE_FEED) + 1;
  const unfinished = joined(end === 0 && !final ? rest : new Uint8Array(0), news.subarray(end)).subarray(0, MAX_REST);
  if (end === 0 && !final) return { text: [], rest: unfinished };
  const whole = new TextDecoder().decode(joined(rest, news.subarray(0, end)));
  const lines = whole.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return { text: lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)), rest: unfinished };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

function linesIn(text: readonly string[], { job, stage, format }: LogAppend, now: number): NewLogLine[] {
  const read = format === 'ndjson' ? reported : plain;
  return text.flatMap((line) =>
    read(line).map(({ message, type, timestamp = now }) => ({ type, stage, job, message, timestamp })),
  );
}

interface Reported {
  message: string;
  type: LogType;
  timestamp?: number;
}

/** GitHub's markers and commands, behind the time that its downloaded logs begin each line with. */
const MARKER = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z )?(?:##\[|::)(error|warning|debug)\b/;
const MARKED: Readonly<Record<string, LogType>> = { error: 'error', warning: 'warn', debug: 'debug' };

const plain = (line: string): Reported[] => [
  { message: tidy(line), type: MARKED[MARKER.exec(line)?.[1] ?? ''] ?? 'info' },
];

/** A line of our reporter's; what is no such line is a message as it stands. */
function reported(line: string): Reported[] {
  const value = parseObject(line);
  const { message, type, timestamp } = value ?? {};
  if (typeof message !== 'string') return plain(line);
  const known = LOG_TYPES.find((word) => word === type) ?? 'info';
  const time = Number.isSafeInteger(timestamp) && Number(timestamp) > 0 ? { timestamp: Number(timestamp) } : {};
  return splitMessage(message).map((part) => ({ message: part, type: known, ...time }));
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null;
  } catch {
    // Not JSON: a line that something else wrote into the reporter's output.
    return null;
  }
}

function readStream({ sql, runs }: Turn, run: string, job: string): Stream {
  const known = runs.get(run);
  if (known === null) return { length: 0, rest: new Uint8Array(0) };
  const [row] = sql
    .exec<{ length: number; rest: ArrayBuffer }>(
      'SELECT length, rest FROM log_streams WHERE run = ? AND job = ?',
      known.state.number,
      job,
    )
    .toArray();
  return { length: row?.length ?? 0, rest: new Uint8Array(row?.rest ?? []) };
}

function writeStream({ sql, runs }: Turn, run: string, job: string, { length, rest }: Stream): void {
  sql.exec(
    `INSERT INTO log_streams (run, job, length, rest) VALUES (?, ?, ?, ?)
     ON CONFLICT (run, job) DO UPDATE SET length = excluded.length, rest = excluded.rest`,
    runs.get(run)?.state.number,
    job,
    length,
    rest,
  );
}
