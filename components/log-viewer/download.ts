import { fetchFile } from './log-file.ts';
import type { LogPane } from './log-pane.ts';

/** Gives the person the whole log: as its file or server has it, or from memory. Rejects when that cannot be had. */
export async function downloadLog({ model, feed, run }: LogPane, src: string | null): Promise<void> {
  const { book, taken } = model;
  const fromStore = feed.source === 'store' ? run : null;
  const isWhole = taken && book.number(0) <= 1 && run?.status === 'completed';
  const address = feed.url ?? (fromStore && src !== null && !isWhole ? logAddress(src, fromStore.id) : null);
  const name = fromStore ? `${fromStore.pipeline}-${fromStore.number}` : 'log';
  saveFile(`${name}.txt`, address === null ? book.toBlob() : await (await fetchFile(address)).blob());
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
