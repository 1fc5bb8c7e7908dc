import { createSseParser, type ParsedEvent, type Problem } from '../../protocol/index.ts';
import { unreachable } from './http.ts';
import { refusalOf } from './refusal.ts';

/** The server shows a sign of life every 15 to 25 s; after this long without one the line is dead (ms). */
export const SILENCE = 60_000;
/** A stream that lasted this long was a good one, and the break after it begins with the shortest pause (ms). */
const STEADY = 10_000;

/** How a stream ended: `failed` is worth another try, `refused` is not. `rotated`: the server asked for a new one. */
export type StreamEnd =
  | { kind: 'ended' | 'rotated' }
  | { kind: 'failed'; problem: Problem; retryAfter?: number }
  | { kind: 'refused'; problem: Problem };

export interface StreamOptions {
  open(signal: AbortSignal): Promise<Response>;
  onOpen(): void;
  /** A piece of the stream came; `events` are those that it completed, if any. What is returned ends the stream. */
  onEvents(events: readonly ParsedEvent[]): StreamEnd | null;
  /** The server's wish for the pause before the next try, in ms. */
  onRetry(ms: number): void;
  /** It has lasted long enough to be a good one. */
  onSteady(): void;
}

/**
 * Reads one stream of Server-Sent Events to its end: what EventSource does, and besides it sees status codes, carries a token,
 * works in Node, and notices a line that went dead without a word. Never rejects.
 */
export async function readStream(options: StreamOptions, session: AbortSignal): Promise<StreamEnd> {
  const attempt = new AbortController();
  const signal = AbortSignal.any([session, attempt.signal]);
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => attempt.abort(new Error(`Silent for ${SILENCE / 1000} s`)), SILENCE);
  };
  alive();
  try {
    const response = await options.open(signal);
    const refusal = await refusalOf(response);
    if (refusal || !response.body) return refusal ?? { kind: 'ended' };
    signal.throwIfAborted();
    options.onOpen();
    return await read(response.body, options, signal, alive);
  } catch (error) {
    return { kind: 'failed', problem: unreachable(error) };
  } finally {
    clearTimeout(watchdog);
    attempt.abort();
  }
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { onEvents, onRetry, onSteady }: StreamOptions,
  signal: AbortSignal,
  alive: () => void,
): Promise<StreamEnd> {
  const began = Date.now();
  const steady = (): boolean => Date.now() - began >= STEADY;
  const events: ParsedEvent[] = [];
  const parser = createSseParser({ onEvent: (event) => events.push(event), onRetry });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) return { kind: 'ended' };
    alive();
    if (steady()) onSteady();
    parser.push(decoder.decode(value, { stream: true }));
    const end = onEvents(events.splice(0));
    if (end) return end.kind === 'rotated' && !steady() ? { kind: 'ended' } : end;
  }
}
