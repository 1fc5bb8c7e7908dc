import { fetchFile } from '../fetch-file.ts';
import type { LogPane } from '../log-pane.ts';
import type { LogBook } from '../model/log-book.ts';

/** Lines. */
const PIECE = 10_000;

/** Gives the person the whole log: as its file or server has it, or from memory. Rejects when that cannot be had. */
export async function downloadLog({ host, model, feed, run }: LogPane): Promise<void> {
  const { book, taken } = model;
  const src = host.store?.src ?? null;
  const fromStore = feed.source === 'store' ? run : null;
  const isWhole = taken && book.number(0) <= 1 && run?.status === 'completed';
  const address = feed.url ?? (fromStore && src !== null && !isWhole ? logAddress(src, fromStore.id) : null);
  const name = fromStore ? `${fromStore.pipeline}-${fromStore.number}` : 'log';
  saveFile(`${name}.txt`, address === null ? blobOf(book) : await (await fetchFile(address)).blob());
}

/** The log as it came, in pieces of which none is too long for a string. */
export function blobOf(book: LogBook): Blob {
  const pieces: string[] = [];
  for (let at = 0; at < book.length; at += PIECE) {
    const lines = Array.from({ length: Math.min(PIECE, book.length - at) }, (_, within) => book.message(at + within));
    pieces.push(`${lines.join('\n')}\n`);
  }
  return new Blob(pieces, { type: 'text/plain' });
}

function logAddress(src: string, run: string): string {
  const url = new URL(src, document.baseURI);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/runs/${encodeURIComponent(run)}/logs.txt`;
  return url.href;
}

/** The link is made and clicked through the object model: no HTML is parsed. */
function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[^\w.-]+/g, '-');
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
