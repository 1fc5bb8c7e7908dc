import type { LitElement, ReactiveController } from 'lit';

type Tick = () => void;

/** How often durations that are still counting are drawn anew (ms). */
const PERIOD = 1000;

const ticks = new Set<Tick>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** One timer for the whole page. It runs only while someone listens and the page can be seen. */
export function onTick(tick: Tick): () => void {
  if (ticks.size === 0) document.addEventListener('visibilitychange', run);
  ticks.add(tick);
  if (timer === undefined) run();
  return () => {
    if (!ticks.delete(tick) || ticks.size > 0) return;
    document.removeEventListener('visibilitychange', run);
    clearTimeout(timer);
    timer = undefined;
  };
}

/** Waits for the next full second, so that all clocks of a page jump together. */
function run(): void {
  clearTimeout(timer);
  timer = document.visibilityState === 'hidden' ? undefined : setTimeout(beat, PERIOD - (Date.now() % PERIOD));
}

function beat(): void {
  for (const tick of [...ticks]) tick();
  if (ticks.size > 0) run();
}

/** Ticks once a second for as long as `active` says, asked after each update of its host: renders that, if not told otherwise. */
export class ClockController implements ReactiveController {
  readonly #active: () => boolean;
  readonly #tick: Tick;
  #stop: (() => void) | undefined;

  constructor(host: LitElement, active: () => boolean, tick: Tick = () => host.requestUpdate()) {
    // An element that has been taken out of the page may have one more update to come.
    this.#active = () => host.isConnected && active();
    this.#tick = tick;
    host.addController(this);
  }

  /** The time (ms) to draw durations with. */
  get now(): number {
    return Date.now();
  }

  hostUpdated(): void {
    if (!this.#active()) this.hostDisconnected();
    else this.#stop ??= onTick(this.#tick);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
