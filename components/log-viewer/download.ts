import type { Run } from '../../protocol/index.ts';
import { safeUrl } from '../shared/url.ts';
import type { LogModel } from './model/log-model.ts';

/** Gives the person the whole log: from the server where it has more than is held. Rejects when that cannot be had. */
export async function downloadLog({ book, taken }: LogModel, src: string | null, run: Run | null): Promise<void> {
  const isWhole = taken && book.number(0) <= 1 && run?.status === 'completed';
  const content = src === null || run === null || isWhole ? book.toBlob() : await fetchLog(src, run.id);
  saveFile(`${run ? `${run.pipeline}-${run.number}` : 'log'}.txt`, content);
}

async function fetchLog(src: string, run: string): Promise<Blob> {
  const url = new URL(src, document.baseURI);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/runs/${encodeURIComponent(run)}/logs.txt`;
  const address = safeUrl(url.href);
  if (address === null) throw new TypeError(`Not an http(s) URL: ${src}`);
  const response = await fetch(address);
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
