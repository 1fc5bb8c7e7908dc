import { MAX_LINE_LENGTH, type LogType, type Millis } from '../../protocol/index.ts';

export interface FetchedLine {
  message: string;
  type: LogType;
  timestamp: Millis;
}

/** What is kept of a log: its end, because that is where a failure is. */
const MAX_CHARS = 8_000_000;
const MAX_LINES = 40_000;

/** `2024-07-08T16:48:09.3750041Z text`, as GitHub begins each line; GitLab adds a stream and whether the line goes on. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) (?:[0-9a-f]{2}[OE][+ ])?/;
/** `section_start:1719763200:build_script`: where GitLab's lines have no times, its sections have. In seconds. */
const SECTION = /section_(?:start|end):(\d{9,11}):/g;
const MARKERS: readonly (readonly [RegExp, LogType])[] = [
  [/^(?:##\[|::)error\b/, 'error'],
  [/^(?:##\[|::)warning\b/, 'warn'],
  [/^(?:##\[|::)debug\b/, 'debug'],
];

/** Reads a log as it comes, so that one of any size needs the memory of what is kept of it. A line without a time has that of the line before. */
export async function readLog(body: AsyncIterable<Uint8Array>, since: Millis): Promise<FetchedLine[]> {
  const decoder = new TextDecoder();
  const tail = new Tail();
  let timestamp = since;
  let rest = '';
  const take = (told: string): void => {
    // The decoder takes away a byte order mark at the very beginning; each part of a log that was joined may have one.
    const line = told.replace(/^\uFEFF/, '');
    const stamp = STAMP.exec(line);
    const time = stamp === null ? NaN : Date.parse((stamp[1] ?? '').replace(/(\.\d{3})\d+/, '$1'));
    const section = [...line.matchAll(SECTION)].at(-1)?.[1];
    if (Number.isFinite(time)) timestamp = time;
    else if (section !== undefined) timestamp = Number(section) * 1000;
    const message = tidy(stamp === null ? line : line.slice(stamp[0].length));
    tail.push({ message, timestamp, type: MARKERS.find(([marker]) => marker.test(message))?.[1] ?? 'info' });
  };
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    // A line without an end must not fill the memory either.
    rest = (lines.pop() ?? '').slice(0, MAX_LINE_LENGTH + 100);
    lines.forEach(take);
  }
  rest += decoder.decode();
  if (rest !== '') take(rest);
  return tail.lines();
}

const tidy = (line: string): string =>
  line
    .replace(/\r$/, '')
    .slice(0, MAX_LINE_LENGTH)
    .replace(/\p{Surrogate}/gu, '\uFFFD');

class Tail {
  #lines: FetchedLine[] = [];
  #first = 0;
  #chars = 0;

  push(line: FetchedLine): void {
    this.#lines.push(line);
    this.#chars += line.message.length;
    while (this.#lines.length - this.#first > MAX_LINES || this.#chars > MAX_CHARS) {
      this.#chars -= this.#lines[this.#first]?.message.length ?? 0;
      this.#first += 1;
    }
    // Copying only now and then keeps each line at a constant cost.
    if (this.#first > MAX_LINES) {
      this.#lines = this.#lines.slice(this.#first);
      this.#dropped += this.#first;
      this.#first = 0;
    }
  }

  #dropped = 0;

  lines(): FetchedLine[] {
    const kept = this.#lines.slice(this.#first);
    const dropped = this.#dropped + this.#first;
    const timestamp = kept[0]?.timestamp;
    if (dropped === 0 || timestamp === undefined) return kept;
    return [{ message: `… ${dropped} lines before this one were left out`, type: 'warn', timestamp }, ...kept];
  }
}
