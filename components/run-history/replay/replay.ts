import type { LogLine, Millis, Run } from '../../../protocol/index.ts';
import { createState } from '../../store/state.ts';
import type { LogSnapshot, PipelineStore, StoreSnapshot } from '../../store/types.ts';
import { beginOf, endOf, runAt } from './run-at.ts';

/** How often the picture changes while it plays (ms). */
const BEAT = 100;

export const SPEEDS = [1, 4, 16, 64] as const;

/**
 * Plays an ended run again. Its `store` is the pipeline's in every respect, but that it shows this run as it was at the
 * time that is being played; so all elements that get it show that moment.
 */
export class Replay {
  readonly run: Run;
  readonly begin: Millis;
  readonly end: Millis;
  readonly store: PipelineStore;
  speed: (typeof SPEEDS)[number] = 4;

  readonly #base: PipelineStore;
  readonly #changed: () => void;
  readonly #state: ReturnType<typeof createState<StoreSnapshot>>;
  readonly #unfollow: () => void;
  #time: Millis;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lines: LogLine[] = [];

  /** `changed` is called when it plays, stops, or is at another time; `leave` when another run is asked for. */
  constructor(base: PipelineStore, run: Run, { changed, leave }: { changed: () => void; leave: () => void }) {
    this.run = run;
    this.begin = beginOf(run);
    this.end = endOf(run);
    this.#base = base;
    this.#changed = changed;
    this.#time = this.begin;
    this.#state = createState(base.getSnapshot());
    this.#unfollow = base.subscribe(() => this.#show());
    this.store = {
      ...base,
      getSnapshot: this.#state.get,
      subscribe: this.#state.subscribe,
      select: (selection) => this.#state.patch({ selection }),
      showRun(id) {
        leave();
        base.showRun(id);
      },
    };
    this.#show();
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  get time(): Millis {
    return this.#time;
  }

  play(): void {
    if (this.isPlaying) return;
    if (this.#time >= this.end) this.#time = this.begin;
    let last = Date.now();
    this.#timer = setInterval(() => {
      const now = Date.now();
      this.#go(this.#time + (now - last) * this.speed);
      last = now;
    }, BEAT);
    this.#changed();
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#changed();
  }

  /** Shows a moment (ms). */
  seek(time: Millis): void {
    this.#go(time);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#unfollow();
  }

  #go(time: Millis): void {
    this.#time = Math.min(this.end, Math.max(this.begin, time));
    this.#show();
    if (this.#time === this.end) this.pause();
    else this.#changed();
  }

  #show(): void {
    const { selection } = this.#state.get();
    const base = this.#base.getSnapshot();
    const run = runAt(this.run, this.#time, base.config?.stages);
    this.#state.patch({ ...base, selection, run, log: this.#logAt(base.log) });
  }

  /** The same array grows while time goes on; going back makes a new one. */
  #logAt(log: LogSnapshot): LogSnapshot {
    if (log.run !== this.run.id) return { run: this.run.id, lines: [], total: 0 };
    const next = log.lines.findIndex(({ timestamp }) => timestamp > this.#time);
    const count = next < 0 ? log.lines.length : next;
    if (count < this.#lines.length || this.#lines[0] !== log.lines[0]) this.#lines = [];
    this.#lines.push(...log.lines.slice(this.#lines.length, count));
    return { run: log.run, lines: this.#lines, total: this.#lines.at(-1)?.line ?? 0 };
  }
}
