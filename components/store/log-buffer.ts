import type { LogLine } from '../../protocol/index.ts';
import type { LogSnapshot } from './types.ts';

/** Lines of a run that are kept. What is older can be fetched again. */
const MAX_LINES = 50_000;

/** Line numbers, both ends included. */
export interface Gap {
  from: number;
  to: number;
}

/** The lines of one run in order, without holes: what comes after a missing line waits until that has been fetched. */
export class LogBuffer {
  /** Lines before the first one are being fetched: how many will have come. */
  earlier: Promise<number> | null = null;
  /** The gap is being filled. */
  filling = false;

  readonly #run: string;
  #limit: number;
  #lines: LogLine[] = [];
  /** Lines after a gap, by their numbers. */
  readonly #waiting = new Map<number, LogLine>();
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
    if (!last || this.#waiting.size === 0) return null;
    const next = [...this.#waiting.keys()].reduce((a, b) => Math.min(a, b));
    return { from: last.line + 1, to: next - 1 };
  }

  get snapshot(): LogSnapshot {
    return (this.#snapshot ??= Object.freeze({ run: this.#run, lines: this.#lines, total: this.#total }));
  }

  /** Takes lines in any order, some perhaps known already. `total`: how many the run has, where that is known. */
  add(lines: readonly LogLine[], total = 0): void {
    const sorted = [...lines].sort((a, b) => a.line - b.line);
    const first = this.first ?? sorted[0]?.line ?? 1;
    const next = (this.#lines.at(-1)?.line ?? first - 1) + 1;
    this.#prepend(sorted.filter(({ line }) => line < first));
    for (const line of sorted) if (line.line >= next) this.#waiting.set(line.line, line);
    this.#showFrom(next);
    const known = Math.max(total, sorted.at(-1)?.line ?? 0);
    if (known <= this.#total) return;
    this.#total = known;
    this.#snapshot = null;
  }

  /** Adds lines that a person asked for, before those held. The limit is for what comes by itself, so it makes room. */
  addEarlier(lines: readonly LogLine[]): void {
    this.#limit = Math.max(this.#limit, this.#lines.length + lines.length);
    this.add(lines);
  }

  /** The server no longer has the missing lines: what waits for them is shown without. */
  skipGap(): void {
    const { gap } = this;
    if (gap) this.#showFrom(gap.to + 1);
  }

  /** Too many are missing to fetch them all: begins anew after the gap. */
  dropBeforeGap(): void {
    if (this.#waiting.size === 0) return;
    this.#lines = [];
    this.add([...this.#waiting.values()]);
  }

  /** Shows what waits, from a number to the next gap. */
  #showFrom(number: number): void {
    for (let line = this.#waiting.get(number); line; line = this.#waiting.get(line.line + 1)) {
      this.#waiting.delete(line.line);
      this.#lines.push(line);
      this.#snapshot = null;
    }
    // A tenth at a time: a new array for every line would cost more than the lines.
    if (this.#lines.length > this.#limit * 1.1) this.#lines = this.#lines.slice(-this.#limit);
  }

  /** Only what reaches up to the first line: a hole must not come in from the other side. */
  #prepend(lines: readonly LogLine[]): void {
    const { first } = this;
    if (first === null || lines.at(-1)?.line !== first - 1) return;
    const reaching = lines.filter(({ line }, index) => line === first - (lines.length - index));
    this.#lines = [...reaching, ...this.#lines];
    this.#snapshot = null;
  }
}
