import { createSseParser, type ParsedEvent, type Problem, type StreamEvents } from '../../protocol/index.ts';
import { createBackoff, pause } from './backoff.ts';
import { unreachable } from './http.ts';
import { localProblem } from './problem.ts';
import { refusalOf } from './refusal.ts';
import type { ConnectionState } from './types.ts';

/** The server shows a sign of life every 15 to 25 s; after this long without one the line is dead (ms). */
const SILENCE = 60_000;
/** A break shorter than this is nobody's news: streams are rotated, servers deployed (ms). */
const GRACE = 3_000;
/** A stream that lasted this long was a good one, and the break after it begins with the shortest pause (ms). */
const STEADY = 10_000;

export interface ConnectionOptions {
  /** Asks for the stream, from the event after `lastEventId` on. */
  open(lastEventId: string | null, signal: AbortSignal): Promise<Response>;
  onState(state: ConnectionState, error: Problem | null): void;
  /** A new stream begins. */
  onOpen(): void;
  /** A piece of the stream came; `events` are those that it completed, if any. */
  onEvents(events: readonly ParsedEvent[]): void;
  random?: (() => number) | undefined;
}

export interface Connection {
  /** Connects, or goes on where `pause` left off. Nothing happens while it is at it already. */
  start(): void;
  /** Ends the stream for a while, and says nothing about it. */
  pause(): void;
  /** Ends the stream. `fresh`: the next one begins with a snapshot instead of what was missed. */
  stop(options?: { fresh?: boolean }): void;
  /** Drops what there is and connects at once. */
  restart(): void;
}

/** How a stream ended: `failed` is worth another try, `refused` is not. `rotated`: the server asked for a new one. */
export type StreamEnd =
  | { kind: 'ended' | 'rotated' }
  | { kind: 'failed'; problem: Problem; retryAfter?: number }
  | { kind: 'refused'; problem: Problem };

/**
 * A stream of Server-Sent Events that is kept open: what EventSource does, and besides it sees status codes, carries a
 * token, works in Node, and notices a line that went dead without a word.
 */
export function createConnection({ open, onState, onOpen, onEvents, random }: ConnectionOptions): Connection {
  const backoff = createBackoff(random);
  let session: AbortController | null = null;
  let lastEventId: string | null = null;
  let wasLive = false;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;

  function report(state: ConnectionState, error: Problem | null = null): void {
    clearTimeout(staleTimer);
    staleTimer = undefined;
    wasLive = state === 'live' || (wasLive && state === 'stale');
    onState(state, error);
  }

  function reportBreak(problem: Problem | null): void {
    if (!wasLive) report('connecting', problem);
    else staleTimer ??= setTimeout(() => report('stale', problem), GRACE);
  }

  function begin(): void {
    session = new AbortController();
    reportBreak(null);
    void keepOpen(session.signal);
  }

  function end(): void {
    session?.abort();
    session = null;
    clearTimeout(staleTimer);
    staleTimer = undefined;
  }

  async function keepOpen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const outcome = await follow(signal);
      if (signal.aborted) return;
      if (outcome.kind === 'refused') {
        session = null;
        return report('error', outcome.problem);
      }
      reportBreak(outcome.kind === 'failed' ? outcome.problem : null);
      await pause(pauseAfter(outcome), signal);
    }
  }

  /** Tries once. Never rejects. */
  async function follow(session: AbortSignal): Promise<StreamEnd> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([session, attempt.signal]);
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const alive = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => attempt.abort(new Error(`Silent for ${SILENCE / 1000} s`)), SILENCE);
    };
    alive();
    try {
      const response = await open(lastEventId, signal);
      const refusal = await refusalOf(response);
      if (refusal || !response.body) return refusal ?? { kind: 'ended' };
      signal.throwIfAborted();
      report('live');
      onOpen();
      return await read(response.body, signal, alive);
    } catch (error) {
      return { kind: 'failed', problem: unreachable(error) };
    } finally {
      clearTimeout(watchdog);
      attempt.abort();
    }
  }

  async function read(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    signal: AbortSignal,
    alive: () => void,
  ): Promise<StreamEnd> {
    const began = Date.now();
    const steady = (): boolean => Date.now() - began >= STEADY;
    const events: ParsedEvent[] = [];
    const parser = createSseParser({ onEvent: (event) => events.push(event), onRetry: backoff.setBase });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return { kind: 'ended' };
      alive();
      if (steady()) backoff.reset();
      parser.push(decoder.decode(value, { stream: true }));
      const outcome = take(events.splice(0));
      if (outcome) return outcome.kind === 'rotated' && !steady() ? { kind: 'ended' } : outcome;
    }
  }

  /** Hands events on, and remembers the last one's id when that went well. */
  function take(events: readonly ParsedEvent[]): StreamEnd | null {
    const reset = events.findIndex(({ event }) => event === 'reset');
    const news = reset < 0 ? events : events.slice(0, reset);
    try {
      onEvents(news);
    } catch (error) {
      // Whatever it was, going on after it would leave a hole.
      lastEventId = null;
      return { kind: 'failed', problem: localProblem('The stream cannot be understood', String(error)) };
    }
    lastEventId = news.findLast(({ id }) => id !== '')?.id ?? lastEventId;
    const last = events[reset];
    if (!last) return null;
    const { reason } = JSON.parse(last.data) as StreamEvents['reset'];
    if (reason === 'rotated') return { kind: 'rotated' };
    lastEventId = null;
    return { kind: 'ended' };
  }

  function pauseAfter(end: StreamEnd): number {
    // The server spreads these itself.
    if (end.kind === 'rotated') return 0;
    return Math.max(backoff.next(), 'retryAfter' in end ? (end.retryAfter ?? 0) : 0);
  }

  return {
    start() {
      if (session === null) begin();
    },
    pause: end,
    stop({ fresh = false } = {}) {
      end();
      if (fresh) lastEventId = null;
      report('idle');
    },
    restart() {
      end();
      backoff.reset();
      begin();
    },
  };
}
