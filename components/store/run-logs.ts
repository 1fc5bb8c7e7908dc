import type { LogLine } from '../../protocol/index.ts';
import { groupBy } from '../shared/group-by.ts';
import type { Http } from './http.ts';
import { loadRequests } from './load-requests.ts';
import { LogBuffer } from './log-buffer.ts';
import type { LogSnapshot } from './types.ts';

/** The logs of the runs that are watched: live lines as they come, and by GET whatever is missing between them. */
export class RunLogs {
  readonly #http: Http;
  readonly #changed: () => void;
  readonly #buffers = new Map<string, LogBuffer>();

  /** `changed` is called when lines came by another way than `add`. */
  constructor(http: Http, changed: () => void) {
    this.#http = http;
    this.#changed = changed;
  }

  has(run: string): boolean {
    return this.#buffers.has(run);
  }

  snapshots(): Map<string, LogSnapshot> {
    return new Map([...this.#buffers].map(([run, buffer]) => [run, buffer.snapshot]));
  }

  /** Takes lines of the stream. A hole before them is filled in the background until `signal` says to stop. */
  add(lines: readonly LogLine[], signal: AbortSignal): void {
    for (const [run, own] of groupBy(lines, ({ run }) => run)) this.#bufferOf(run).add(own);
    this.fillGaps(signal);
  }

  fillGaps(signal: AbortSignal): void {
    for (const [run, buffer] of this.#buffers) {
      if (buffer.gap && !buffer.filling) void this.#fill(run, buffer, signal);
    }
  }

  /** Forgets the logs of runs that nobody watches. */
  keepOnly(isWanted: (run: string) => boolean): void {
    for (const run of this.#buffers.keys()) if (!isWanted(run)) this.#buffers.delete(run);
  }

  /** Fetches the end of a log, for a run whose lines did not come by the stream. */
  async fetchTail(run: string, signal: AbortSignal): Promise<void> {
    const { fetchTail } = await loadRequests();
    const { lines, total } = await fetchTail(this.#http, run, signal);
    this.#bufferOf(run).add(lines, total);
    this.fillGaps(signal);
    this.#changed();
  }

  /** Fetches up to `limit` lines before the first one held; resolves to how many came. One request at a time. */
  loadEarlier(run: string, limit: number): Promise<number> {
    const buffer = this.#buffers.get(run);
    if (!buffer) return Promise.resolve(0);
    return (buffer.earlier ??= this.#loadEarlier(run, buffer, limit).finally(() => (buffer.earlier = null)));
  }

  async #loadEarlier(run: string, buffer: LogBuffer, limit: number): Promise<number> {
    const before = buffer.first ?? 1;
    const { fetchLines } = await loadRequests();
    buffer.addEarlier(await fetchLines(this.#http, run, Math.max(1, before - limit), before));
    this.#changed();
    return before - (buffer.first ?? before);
  }

  async #fill(run: string, buffer: LogBuffer, signal: AbortSignal): Promise<void> {
    buffer.filling = true;
    try {
      // Without the code for it nothing would ever come after the gap. What is before can still be asked for.
      const { fillGap } = await loadRequests().catch(() => ({ fillGap: () => buffer.dropBeforeGap() }));
      while (buffer.gap && this.#buffers.get(run) === buffer) {
        await fillGap(this.#http, run, buffer, signal);
        this.#changed();
      }
    } catch (error) {
      // Given up because nobody listens any more; whoever comes next asks again.
      if (!signal.aborted) throw error;
    } finally {
      buffer.filling = false;
    }
  }

  #bufferOf(run: string): LogBuffer {
    const known = this.#buffers.get(run);
    if (known) return known;
    const buffer = new LogBuffer(run);
    this.#buffers.set(run, buffer);
    return buffer;
  }
}
