import type { TemplateResult } from 'lit';
import type { LogSnapshot } from '../../store/types.ts';
import type { LogPane } from './log-pane.ts';
import type { LogInput } from '../model/log-book.ts';
import { terminal } from '../model/screen.ts';

/** Where the lines come from: the store, the element's own data, or a file. The last one that was given counts. */
export class LogFeed {
  readonly #pane: LogPane;
  #run: string | null = null;
  /** What was given as a list: how long it was, and how it began and ended. */
  #given: readonly [length: number, first?: LogInput | undefined, last?: LogInput | undefined] = [0];
  #loading: AbortController | undefined;

  source: 'store' | 'own' | 'file' = 'store';
  /** The file's address. */
  url: string | null = null;
  /** Shows how far the file is, while it is being loaded. */
  progress: ((lang: string) => TemplateResult) | null = null;

  constructor(pane: LogPane) {
    this.#pane = pane;
  }

  /** Takes what is new in the store's log. */
  follow({ run, lines }: LogSnapshot): void {
    if (this.source !== 'store') return;
    if (run !== this.#run) this.begin('store');
    this.#run = run;
    const { model } = this.#pane;
    const [first] = lines;
    if (!first) return;
    const { length, taken, book } = model;
    if (length > 0 && taken && first.line < book.number(0)) {
      // Earlier lines: what groups and colours they lead to is worked out from the beginning.
      this.#pane.viewport.keepPlace(() => {
        model.clear();
        model.append(lines);
        model.runUntil(Infinity);
      });
    } else model.append(lines, length === 0 ? 0 : lines.findLastIndex(({ line }) => line <= model.lastNumber) + 1);
    void this.#pane.work();
  }

  /** Shows these lines. If they begin with those shown before, only the rest is taken in. */
  show(lines: readonly LogInput[]): void {
    const [length, first, last] = this.#given;
    const continues = length > 0 && lines[0] === first && lines[length - 1] === last;
    if (!continues) this.begin('own');
    this.append([...lines], continues ? length : 0);
    this.#given = [lines.length, lines[0], lines.at(-1)];
  }

  append(lines: readonly LogInput[], from = 0): void {
    if (this.source === 'store') this.begin('own');
    this.#given = [0];
    this.#pane.model.append(lines, from);
    void this.#pane.work();
  }

  load(url: string): void {
    void this.#pane.attempt(async () => {
      this.begin('file');
      this.url = url;
      const { signal } = (this.#loading = new AbortController());
      const { readFile } = await terminal.load();
      if (!signal.aborted) await readFile(this.#pane, url, signal);
    });
  }

  stop(): void {
    this.#loading?.abort();
  }

  /** Begins a file again that was not read to its end, because the element was taken out of the page. */
  resume(): void {
    if (this.url !== null && this.progress !== null) this.load(this.url);
  }

  /** Nothing is shown until the source gives something. */
  begin(source: 'store' | 'own' | 'file'): void {
    this.stop();
    this.source = source;
    this.#run = this.url = this.progress = null;
    this.#pane.failure = null;
    this.#given = [0];
    this.#pane.model.clear();
    this.#pane.replaced(source !== 'file');
  }
}
