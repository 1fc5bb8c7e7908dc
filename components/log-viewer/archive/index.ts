import type { LogPane } from '../log-pane.ts';
import type { LogBook } from '../model/log-book.ts';
import { PackedArchive } from './packed-archive.ts';
import { RemoteBlocks } from './remote-blocks.ts';
import { SpreadBlocks } from './spread-blocks.ts';

/** More workers would not be of use for longer than some tenths of a second. */
const MAX_WORKERS = 4;

/** Packs the texts of a log in workers; where the page forbids workers, in pieces of work on the page itself. */
export async function openArchive(pane: LogPane, book: LogBook): Promise<void> {
  if (!('CompressionStream' in globalThis)) return;
  const { PackedBlocks, url } = await import('./worker.ts');
  const count = Math.min(MAX_WORKERS, navigator.hardwareConcurrency);
  const starting = await Promise.allSettled(Array.from({ length: count }, () => RemoteBlocks.start(url)));
  const workers = starting.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const depot = workers.length > 0 ? new SpreadBlocks(workers) : new PackedBlocks();
  // Another log came meanwhile.
  if (pane.model.book !== book) return depot.end();
  book.texts.archive = new PackedArchive(book, depot, {
    arrived: () => pane.viewport.arrived(),
    found: () => void pane.work(),
    failed: (error) => {
      pane.failure = { reason: String(error), again: () => pane.changed() };
      pane.update();
    },
  });
  void pane.work();
}
