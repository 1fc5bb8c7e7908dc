import { safeUrl } from '../shared/url.ts';
import { LogText } from './model/log-text.ts';
import type { TerminalLine } from './model/terminal.ts';
import { nextTask } from './next-task.ts';

/** What a file has brought: lines that are new or changed, from the index `first` on; `bytes` came so far. */
export interface FilePiece {
  readonly bytes: number;
  readonly first: number;
  readonly lines: readonly TerminalLine[];
}

/** Text handed to the terminal at a time: some milliseconds of work (characters). */
const PIECE = 32_768;

/** Fetches from an http(s) address, and from no other. */
export async function fetchFile(address: string, init?: RequestInit): Promise<Response> {
  const url = safeUrl(address, document.baseURI);
  if (url === null) throw new TypeError(`Not an http(s) URL: ${address}`);
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response;
}

/** Reads a plain log file as it comes. Rejects when it cannot be fetched, and when `signal` says to stop. */
export async function* readLogFile(address: string, signal: AbortSignal): AsyncGenerator<FilePiece> {
  const { body } = await fetchFile(address, { signal });
  const text = new LogText();
  const decoder = new TextDecoder();
  // Safari has no `for await` over a stream.
  const reader = body?.getReader();
  let bytes = 0;
  for (let done = false; !done;) {
    const read = await reader?.read();
    done = read?.done ?? true;
    bytes += read?.value?.byteLength ?? 0;
    const piece = decoder.decode(read?.value, { stream: !done });
    for (let at = 0; at < piece.length; at += PIECE) {
      text.write(piece.slice(at, at + PIECE));
      yield { bytes, ...text.take() };
      await nextTask();
      signal.throwIfAborted();
    }
  }
  text.end();
  yield { bytes, ...text.take() };
}
