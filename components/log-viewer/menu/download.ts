import { fetchFile } from '../panel/fetch-file.ts';
import type { LogPane } from '../panel/log-pane.ts';
import type { LogBook } from '../model/log-book.ts';
import { readTexts } from '../panel/read-texts.ts';

/** Gives the person the whole log: as its file or server has it, or from memory. Rejects when that cannot be had. */
export async function downloadLog({ host, lang, model, feed, run }: LogPane): Promise<void> {
  const { book, taken } = model;
  const { store } = host;
  const fromStore = feed.source === 'store' ? run : null;
  const isWhole = taken && book.number(0) <= 1 && run?.status === 'completed';
  const name = fromStore ? `${fromStore.pipeline}-${fromStore.number}` : 'log';
  let content: Blob;
  if (feed.url !== null) content = await (await fetchFile(feed.url, lang)).blob();
  else if (fromStore && store?.src && !isWhole) {
    content = await (await store.fetch(`runs/${encodeURIComponent(fromStore.id)}/logs.txt`)).blob();
  } else content = await blobOf(book);
  saveFile(`${name}.txt`, content);
}

/** The log as it came. */
export async function blobOf({ texts }: LogBook): Promise<Blob> {
  const blobs: Blob[] = [];
  // A blob's bytes need not be in memory, as those of a string are.
  for await (const [, messages] of readTexts(texts)) blobs.push(new Blob([`${messages.join('\n')}\n`]));
  return new Blob(blobs, { type: 'text/plain' });
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
