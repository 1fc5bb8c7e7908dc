import type { Run } from '../../protocol/index.ts';
import { safeUrl } from '../shared/url.ts';
import type { LogPane } from './log-pane.ts';

/** Gives the person the whole log: as its file or server has it, or from memory. Rejects when that cannot be had. */
export async function downloadLog({ model, feed }: LogPane, src: string | null, run: Run | null): Promise<void> {
  const { book, taken } = model;
  const isWhole = taken && book.number(0) <= 1 && run?.status === 'completed';
  const address = feed.url ?? (feed.fromStore && !isWhole && src !== null && run ? logAddress(src, run.id) : null);
  const name = run && feed.fromStore ? `${run.pipeline}-${run.number}` : 'log';
  saveFile(`${name}.txt`, address === null ? book.toBlob() : await fetchFile(address));
}

function logAddress(src: string, run: string): string {
  const url = new URL(src, document.baseURI);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/runs/${encodeURIComponent(run)}/logs.txt`;
  return url.href;
}

async function fetchFile(address: string): Promise<Blob> {
  const url = safeUrl(address, document.baseURI);
  if (url === null) throw new TypeError(`Not an http(s) URL: ${address}`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.blob();
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
