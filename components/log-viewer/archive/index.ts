import type { LogPane } from '../log-pane.ts';
import type { LogBook } from '../model/log-book.ts';
import { PackedArchive } from './packed-archive.ts';
import { RemoteBlocks } from './remote-blocks.ts';

/** Packs the texts of a log in a worker; where the page forbids workers, in pieces of work on the page itself. */
export async function openArchive(pane: LogPane, book: LogBook): Promise<void> {
  if (!('CompressionStream' in globalThis)) return;
  const { PackedBlocks, url } = await import('./worker.ts');
  const depot = await RemoteBlocks.start(url).catch(() => new PackedBlocks());
  // Another log came meanwhile.
  if (pane.model.book !== book) return depot.end();
  book.texts.archive = new PackedArchive(book, depot, {
    changed: () => {
      pane.viewport.redraw();
      void pane.work();
    },
    failed: (error) => {
      pane.failure = { reason: String(error), again: () => pane.changed() };
      pane.update();
    },
  });
  void pane.work();
}
