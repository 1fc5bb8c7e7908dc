import type { ParsedEvent, Problem, StreamEvents } from '../../protocol/index.ts';
import { createBackoff, pause } from './backoff.ts';
import { keep, recall } from './memory.ts';
import { localProblem } from './problem.ts';
import { readStream, SILENCE, type StreamEnd } from './stream.ts';
import { createTabs, type News } from './tabs.ts';
import type { ConnectionState } from './types.ts';

/** A break shorter than this is nobody's news: streams are rotated, servers deployed (ms). */
const GRACE = 3_000;

export interface ConnectionOptions {
  /** Asks for the stream, from the event after `position` on. */
  open(position: string | null, signal: AbortSignal): Promise<Response>;
  onState(state: ConnectionState, error: Problem | null): void;
  /** A new stream begins. */
  onOpen(): void;
  /** News of the stream, perhaps none but that it lives; `heard` is when they came (ms). */
  onEvents(events: readonly ParsedEvent[], heard: number): void;
  /** All that the events have told, in such events as a fresh viewer gets. The last one has the id `position`. */
  snapshot(position: string): ParsedEvent[];
  /** A name for what this viewer is shown, the same wherever the same is shown; null where that cannot be said. */
  name(): Promise<string | null>;
  /** One stream for all tabs of the browser that show the same. */
  shared?: boolean | undefined;
  /** Begins with what was known when this tab last closed the page. */
  remember?: boolean | undefined;
  random?: (() => number) | undefined;
}

export interface Connection {
  /** Connects, or goes on where `pause` left off. Nothing happens while it is at it already, and has not died meanwhile. */
  start(): void;
  /** Ends the stream for a while, and says nothing about it. */
  pause(): void;
  /** Ends the stream. `fresh`: the next one begins with a snapshot instead of what was missed. */
  stop(options?: { fresh?: boolean }): void;
  /** Drops what there is and connects at once. */
  restart(): void;
}

/** A stream that is kept open, here or in another tab of which this one hears what it brings. */
export function createConnection(options: ConnectionOptions): Connection {
  const { onState, onEvents, random, shared, remember } = options;
  const backoff = createBackoff(random);
  let session: AbortController | null = null;
  /** The stream, or the pause before the next one. */
  let attempt = new AbortController();
  let resting = false;
  let name: string | null = null;
  let position: string | null = null;
  let heard: number | null = null;
  let state: ConnectionState = 'idle';
  let error: Problem | null = null;
  /** Why there is no stream at the moment, which is nobody's news yet. */
  let cause: Problem | null = null;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;

  const tabs = createTabs({
    onNews: hear,
    onQuestion(hurry) {
      tabs.tell(whole);
      if (hurry) backoff.reset();
      if (hurry && resting) attempt.abort();
    },
    random,
  });
  const since = (from: string | null, events: readonly ParsedEvent[]): News => ({
    from,
    to: position,
    events,
    heard,
    state,
    error,
  });
  const whole = (): News => since(null, position === null ? [] : options.snapshot(position));

  function report(now: ConnectionState, problem: Problem | null = null): void {
    clearTimeout(staleTimer);
    staleTimer = undefined;
    state = now;
    error = problem;
    onState(state, error);
    // Who is refused lets the next tab try: it may have a better token.
    if (state !== 'error') tabs.tell(() => since(position, []));
  }

  function reportBreak(problem: Problem | null): void {
    cause = problem;
    if (state !== 'live') report(state === 'stale' ? 'stale' : 'connecting', problem);
    else staleTimer ??= setTimeout(() => report('stale', cause), GRACE);
  }

  function begin(): void {
    session = new AbortController();
    reportBreak(null);
    void join(session.signal);
  }

  function end(): void {
    if (session && remember && position !== null) keep(name, { ...whole(), state: 'connecting', error: null });
    session?.abort();
    session = null;
    clearTimeout(staleTimer);
    staleTimer = undefined;
  }

  async function join(signal: AbortSignal): Promise<void> {
    // Where it fails, the stream will, and say why.
    name = shared || remember ? await options.name().catch(() => null) : null;
    if (signal.aborted) return;
    if (remember && heard === null) recall(name, hear);
    await tabs.take(shared ? name : null, keepOpen, signal);
  }

  async function keepOpen(signal: AbortSignal): Promise<void> {
    reportBreak(null);
    while (!signal.aborted) {
      attempt = new AbortController();
      const current = AbortSignal.any([signal, attempt.signal]);
      const outcome = await readStream(
        { open, onOpen, onEvents: take, onRetry: backoff.setBase, onSteady: backoff.reset },
        current,
      );
      if (signal.aborted) return;
      if (outcome.kind === 'refused') {
        end();
        return report('error', outcome.problem);
      }
      if (current.aborted) continue;
      reportBreak(outcome.kind === 'failed' ? outcome.problem : null);
      resting = true;
      await pause(pauseAfter(outcome), current);
      resting = false;
    }
  }

  async function open(signal: AbortSignal): Promise<Response> {
    const response = await options.open(position, signal);
    // Another person's token has come between: nobody else may see what it brings, and they not what was before.
    if (shared && name !== null && (await options.name()) !== name) {
      end();
      position = null;
      begin();
    }
    return response;
  }

  function onOpen(): void {
    report('live');
    options.onOpen();
  }

  /** Hands events on, and remembers the last one's id when that went well. */
  function take(all: readonly ParsedEvent[]): StreamEnd | null {
    const reset = all.findIndex(({ event }) => event === 'reset');
    const events = reset < 0 ? all : all.slice(0, reset);
    // A snapshot begins with a config without an id; only its last event has one.
    const from = events.some(({ event, id }) => event === 'config' && id === '') ? null : position;
    try {
      pass(events, Date.now(), events.findLast(({ id }) => id !== '')?.id ?? from);
    } catch (error) {
      return { kind: 'failed', problem: localProblem('The stream cannot be understood', String(error)) };
    }
    tabs.tell(from === null ? whole : () => since(from, events));
    const last = all[reset];
    if (!last) return null;
    const { reason } = JSON.parse(last.data) as StreamEvents['reset'];
    if (reason === 'rotated') return { kind: 'rotated' };
    position = null;
    return { kind: 'ended' };
  }

  function hear({ from, to, events, ...news }: News): void {
    const goesOn = from !== null && ahead(from, position) <= 0;
    if (from === null ? to !== null && !(ahead(to, position) <= 0) : goesOn) {
      const fresh = events.filter(({ event, id }) => !goesOn || event === 'presence' || ahead(id, position) > 0);
      pass(fresh, news.heard ?? Date.now(), goesOn && ahead(to, position) <= 0 ? position : to);
    } else if (from !== null) {
      tabs.ask();
    }
    report(news.state, news.error);
  }

  /** Should the events not be understood: going on after them would leave a hole, so the position is lost. */
  function pass(events: readonly ParsedEvent[], at: number, to: string | null): void {
    position = null;
    heard = at;
    onEvents(events, at);
    position = to;
  }

  function pauseAfter(end: StreamEnd): number {
    // The server spreads these itself.
    if (end.kind === 'rotated') return 0;
    return Math.max(backoff.next(), 'retryAfter' in end ? (end.retryAfter ?? 0) : 0);
  }

  function restart(): void {
    backoff.reset();
    if (session === null) return begin();
    attempt.abort();
    tabs.ask(true);
  }

  return {
    start() {
      if (session === null) begin();
      // While a computer sleeps its clock goes on, but not the timers that would have noticed.
      else if (heard !== null && Date.now() - heard > SILENCE) restart();
    },
    pause: end,
    stop({ fresh = false } = {}) {
      end();
      if (fresh) position = null;
      report('idle');
    },
    restart,
  };
}

/** How many events an id is ahead of another; NaN where they are of different journals, or one is none. */
function ahead(id: string | null, other: string | null): number {
  const [epoch, seq] = String(id).split('.');
  const [otherEpoch, otherSeq] = String(other).split('.');
  return epoch === otherEpoch ? Number(seq) - Number(otherSeq) : NaN;
}
