import { safeUrl } from '../shared/url.ts';
import type { TerminalLine } from './model/terminal.ts';
import { LogText } from './model/log-text.ts';

export interface LogFileEvents {
  /** Lines are new or changed, from the index `first` on. */
  lines(change: { first: number; lines: TerminalLine[] }): void;
  /** `bytes` came so far. */
  progress(bytes: number): void;
}

/** Text handed to the terminal at a time: some milliseconds of work (characters). */
const PIECE = 32_768;

/** Reads a plain log file as it comes. Rejects when it cannot be fetched, and when `signal` says to stop. */
export async function readLogFile(address: string, events: LogFileEvents, signal: AbortSignal): Promise<void> {
  const url = safeUrl(address, document.baseURI);
  if (url === null) throw new TypeError(`Not an http(s) URL: ${address}`);
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const text = new LogText();
  let bytes = 0;
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(response)) {
    bytes += chunk.byteLength;
    await write(decoder.decode(chunk, { stream: true }));
    events.progress(bytes);
  }
  await write(decoder.decode());
  text.end();
  events.lines(text.take());

  async function write(piece: string): Promise<void> {
    for (let at = 0; at < piece.length; at += PIECE) {
      text.write(piece.slice(at, at + PIECE));
      events.lines(text.take());
      if (at + PIECE < piece.length) await nextTask();
      signal.throwIfAborted();
    }
  }
}

/** Safari has no `for await` over a stream. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value;
  } finally {
    await reader?.cancel();
  }
}

/** Lets the page paint and answer. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
