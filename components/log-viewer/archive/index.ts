import type { LogPane } from '../panel/log-pane.ts';
import type { LogBook } from '../model/log-book.ts';
import { CappedBlocks, Changed } from './capped-blocks.ts';
import { PackedArchive } from './packed-archive.ts';
import { RemoteBlocks } from './remote-blocks.ts';
import { SpreadBlocks } from './spread-blocks.ts';
import { StoreLines } from './store-lines.ts';
import { t } from './strings.ts';

/** More workers would not be of use for longer than some tenths of a second. */
const MAX_WORKERS = 4;

/** Packs the texts of a log in workers; where the page forbids workers, in pieces of work on the page itself. */
export async function openArchive(pane: LogPane, book: LogBook): Promise<void> {
  if (!('CompressionStream' in globalThis)) return;
  const { PackedBlocks, asksFor, url } = await import('./worker.ts');
  const count = Math.min(MAX_WORKERS, navigator.hardwareConcurrency);
  const starting = await Promise.allSettled(Array.from({ length: count }, () => RemoteBlocks.start(url)));
  const workers = starting.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const depot = workers.length > 0 ? new SpreadBlocks(workers) : new PackedBlocks();
  // Another log came meanwhile.
  if (pane.model.book !== book) return depot.end();
  const { feed, host, lang } = pane;
  const run = feed.source === 'store' ? host.snapshot?.log?.run : null;
  if (host.store?.src && run) book.texts.source = new StoreLines(host.store, run, book);
  book.texts.archive = new PackedArchive(book, new CappedBlocks(depot, book, asksFor), {
    arrived: () => pane.viewport.arrived(),
    found: () => void pane.work(),
    failed(error, again) {
      const reason = error instanceof Changed ? t(lang, 'log.changed') : (error as Error).message;
      pane.failure = {
        reason: t(lang, 'log.gone', { reason }),
        again() {
          pane.failure = null;
          again?.();
          pane.changed();
        },
      };
      pane.update();
    },
  });
  void pane.work();
}
