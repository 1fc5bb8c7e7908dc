import type { LogLine, LogPage } from '../../protocol/index.ts';
import type { LogQuery } from './rpc.ts';

/** Characters of one answer. A page or a tail ends there however many lines were asked for. */
const PAGE_CHARS = 2 * 1024 * 1024;
const TAIL_CHARS = 512 * 1024;
/** Lines looked at for one page: a filter that fits few lines must not read a whole log at once. */
const SCANNED_LINES = 20_000;

/**
 * A page of a run's log in the making: it is given lines until it takes no more. Those of a tail come from the last one
 * backwards. It may have fewer lines than asked for and still not be the last.
 */
export class LogPageMaker {
  readonly #query: LogQuery;
  readonly #lines: LogLine[] = [];
  #chars = 0;
  #scanned = 0;
  #next: number | null = null;

  constructor(query: LogQuery) {
    this.#query = query;
  }

  /** False for a line that is not for this page any more, as no other after it is. */
  take(line: LogLine): boolean {
    if (this.#isFullFor(line)) {
      this.#next = line.line;
      return false;
    }
    this.#scanned += 1;
    if (fits(line, this.#query)) {
      this.#lines.push(line);
      this.#chars += line.message.length;
    }
    return true;
  }

  /** `total`: how many lines the run has. */
  page(total: number): LogPage {
    return this.#query.tail === null
      ? { lines: this.#lines, next: this.#next, total }
      : { lines: this.#lines.toReversed(), next: null, total };
  }

  #isFullFor({ message }: LogLine): boolean {
    const { tail, limit } = this.#query;
    if (this.#scanned === SCANNED_LINES || this.#lines.length === (tail ?? limit)) return true;
    return tail === null ? this.#chars > PAGE_CHARS : this.#chars + message.length > TAIL_CHARS;
  }
}

const fits = (line: LogLine, { job, stage, type }: LogQuery): boolean =>
  (job === null || line.job === job) &&
  (stage === null || line.stage === stage) &&
  (type === null || line.type === type);
