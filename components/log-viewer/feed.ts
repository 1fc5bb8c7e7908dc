import type { LogSnapshot } from '../store/types.ts';
import { readLogFile } from './log-file.ts';
import type { LogInput } from './model/log-book.ts';
import type { LogModel } from './model/log-model.ts';

export interface FeedHost {
  readonly model: LogModel;
  /** Lines were given; they are to be taken in. */
  given(): void;
  /** The log begins anew with another one, at its end or at its beginning. */
  replaced(following: boolean): void;
  /** Does `change`, after which the rows are other ones, and keeps the line at the top where it is. */
  keepPlace(change: () => void): void;
  /** The file's state changed. */
  progressed(): void;
  /** The whole file is there. */
  loaded(): void;
}

/** Where the lines come from: the store, the element's own data, or a file. The last one that was given counts. */
export class LogFeed {
  readonly #host: FeedHost;
  #source: 'store' | 'own' | 'file' = 'store';
  #run: string | null = null;
  #given: readonly LogInput[] = [];
  #loading: AbortController | undefined;
  #url: string | null = null;

  /** Bytes of the file so far, while it is being loaded. */
  bytes: number | null = null;
  /** Why the file could not be loaded. */
  failure: string | null = null;

  constructor(host: FeedHost) {
    this.#host = host;
  }

  /** Whether the store's log is what is shown. */
  get fromStore(): boolean {
    return this.#source === 'store';
  }

  /** The file's address. */
  get url(): string | null {
    return this.#url;
  }

  /** Takes what is new in the store's log. */
  follow({ run, lines }: LogSnapshot): void {
    if (this.#source !== 'store') return;
    if (run !== this.#run) this.#begin('store');
    this.#run = run;
    const { model } = this.#host;
    const [first] = lines;
    if (!first) return;
    const held = model.length;
    if (held > 0 && model.taken && first.line < model.book.number(0)) this.#takeEarlier(lines);
    else model.append(lines, firstAfter(lines, held === 0 ? 0 : model.lastNumber));
    this.#host.given();
  }

  /** Shows these lines. If they begin with those shown before, only the rest is taken in. */
  show(lines: readonly LogInput[]): void {
    const before = this.#given;
    const grown = this.#source === 'own' && before.length > 0 && lines.length >= before.length;
    const continues = grown && lines[0] === before[0] && lines[before.length - 1] === before.at(-1);
    if (!continues) this.#begin('own');
    this.#host.model.append(lines, continues ? before.length : 0);
    this.#given = [...lines];
    this.#host.given();
  }

  append(lines: readonly LogInput[]): void {
    if (this.#source === 'store') this.#begin('own');
    this.#given = [];
    this.#host.model.append([...lines]);
    this.#host.given();
  }

  /** Back to the store's log. */
  clear(): void {
    this.#begin('store');
  }

  empty(): void {
    this.#begin('own');
  }

  async load(url: string): Promise<void> {
    this.#begin('file');
    this.#url = url;
    const loading = new AbortController();
    this.#loading = loading;
    const { model } = this.#host;
    this.bytes = 0;
    this.#host.progressed();
    try {
      await readLogFile(
        url,
        {
          lines: (change) => {
            model.write(change);
            this.#host.given();
          },
          progress: (bytes) => {
            this.bytes = bytes;
            this.#host.progressed();
          },
        },
        loading.signal,
      );
      this.bytes = null;
      this.#host.loaded();
    } catch (error) {
      if (loading.signal.aborted) return;
      this.bytes = null;
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#host.progressed();
  }

  stop(): void {
    this.#loading?.abort();
    this.#loading = undefined;
  }

  /** Begins a file again that was not read to its end, because the element was taken out of the page. */
  resume(): void {
    if (this.#url !== null && this.bytes !== null && !this.#loading) void this.load(this.#url);
  }

  #begin(source: 'store' | 'own' | 'file'): void {
    this.stop();
    this.#source = source;
    this.#run = null;
    this.#url = null;
    this.#given = [];
    this.bytes = null;
    this.failure = null;
    this.#host.model.clear();
    this.#host.replaced(source !== 'file');
  }

  /** Lines before those that are held: what groups and colours they lead to is worked out from the beginning. */
  #takeEarlier(lines: readonly LogInput[]): void {
    this.#host.keepPlace(() => {
      const { model } = this.#host;
      model.clear();
      model.append(lines);
      model.runUntil(Infinity);
    });
  }
}

/** The index of the first line with a number above `number`; the numbers ascend. */
function firstAfter(lines: readonly { readonly line: number }[], number: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.line ?? Infinity) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
