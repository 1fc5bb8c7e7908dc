import { MAX_LINE_LENGTH, stamp, type LogEvent, type Millis, type NewLogLine } from '../../protocol/index.ts';

/** The lines of a log event: a message of several lines becomes several, and each is cut to what a line may have. */
export function linesOf(event: LogEvent, arrival: Millis): NewLogLine[] {
  const { type = 'info', stage = null, job = null, step, timestamp = stamp(event, arrival).at } = event;
  return splitMessage(event.message).map((message) => ({ type, stage, job, step, message, timestamp }));
}

export function splitMessage(message: string): string[] {
  const lines = message.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map(tidy);
}

/** Half a surrogate pair is no character: it would not survive the way through UTF-8 and SQLite. */
export function tidy(line: string): string {
  const cut = line.length > MAX_LINE_LENGTH ? line.slice(0, MAX_LINE_LENGTH) : line;
  return cut.replace(/\p{Surrogate}/gu, '\uFFFD');
}
