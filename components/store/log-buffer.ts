import type { LogLine } from '../../protocol/index.ts';
import type { LogSnapshot } from './types.ts';

/** Lines of a run that are kept. What is older can be fetched again. */
export const MAX_LINES = 50_000;

/** Line numbers, both ends included. */
export interface Gap {
  from: number;
  to: number;
}

/** The lines of one run in order, without holes: what comes after a missing line waits until that has been fetched. */
export class LogBuffer {
  readonly #run: string;
  #limit: number;
  #lines: LogLine[] = [];
  /** Lines after a gap, in order. */
  #waiting: LogLine[] = [];
  #total = 0;
  #snapshot: LogSnapshot | null = null;

  constructor(run: string, limit = MAX_LINES) {
    this.#run = run;
    this.#limit = limit;
  }

  /** The number of the first line held; null while there is none. */
  get first(): number | null {
    return this.#lines[0]?.line ?? null;
  }

  /** What must be fetched before the waiting lines can be shown. */
  get gap(): Gap | null {
    const last = this.#lines.at(-1);
    const next = this.#waiting[0];
    return last && next ? { from: last.line + 1, to: next.line - 1 } : null;
  }

  get snapshot(): LogSnapshot {
    return (this.#snapshot ??= Object.freeze({ run: this.#run, lines: this.#lines, total: this.#total }));
  }

  /** Takes lines in any order, some perhaps known already. `total`: how many the run has, where that is known. */
  add(lines: readonly LogLine[], total = 0): void {
    const sorted = [...lines].sort(byNumber);
    const first = this.first ?? sorted[0]?.line ?? 1;
    this.#prepend(sorted.filter(({ line }) => line < first));
    for (const line of sorted) if (line.line >= first) this.#append(line);
    this.#drain();
    this.#grow(Math.max(total, sorted.at(-1)?.line ?? 0));
    this.#trim();
  }

  /** Adds lines that a person asked for, before those held. The limit is for what comes by itself, so it makes room. */
  addEarlier(lines: readonly LogLine[]): void {
    this.#limit = Math.max(this.#limit, this.#lines.length + lines.length);
    this.add(lines);
  }

  /** The server no longer has the missing lines: what waits for them is shown without. */
  skipGap(): void {
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.shift();
    this.#push(next);
    this.#drain();
    this.#trim();
  }

  /** Too many are missing to fetch them all: begins anew after the gap. */
  dropBeforeGap(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#lines = [];
    this.#waiting = [];
    this.add(waiting);
  }

  #append(line: LogLine): void {
    const last = this.#lines.at(-1);
    if (!last || line.line === last.line + 1) this.#push(line);
    else if (line.line > last.line) this.#wait(line);
  }

  #push(line: LogLine): void {
    this.#lines.push(line);
    this.#snapshot = null;
  }

  #wait(line: LogLine): void {
    const at = this.#waiting.findLastIndex((other) => other.line <= line.line);
    if (this.#waiting[at]?.line !== line.line) this.#waiting.splice(at + 1, 0, line);
  }

  #drain(): void {
    let taken = 0;
    for (const line of this.#waiting) {
      const last = this.#lines.at(-1)?.line ?? 0;
      if (line.line > last + 1) break;
      if (line.line === last + 1) this.#push(line);
      taken++;
    }
    this.#waiting.splice(0, taken);
  }

  /** Only what reaches up to the first line: a hole must not come in from the other side. */
  #prepend(lines: readonly LogLine[]): void {
    const { first } = this;
    if (first === null || lines.at(-1)?.line !== first - 1) return;
    const reaching = lines.filter(({ line }, index) => line === first - (lines.length - index));
    this.#lines = [...reaching, ...this.#lines];
    this.#snapshot = null;
  }

  #grow(total: number): void {
    if (total <= this.#total) return;
    this.#total = total;
    this.#snapshot = null;
  }

  /** A tenth at a time: a new array for every line would cost more than the lines. */
  #trim(): void {
    if (this.#lines.length <= this.#limit * 1.1) return;
    this.#lines = this.#lines.slice(-this.#limit);
    this.#snapshot = null;
  }
}

const byNumber = (a: LogLine, b: LogLine): number => a.line - b.line;
