import { fetchFile } from '../fetch-file.ts';
import type { LogPane } from '../log-pane.ts';
import { nextTask } from '../next-task.ts';
import { LogText } from './log-text.ts';
import { t } from './strings.ts';

/** Text handed to the terminal at a time: some milliseconds of work (characters). */
const PIECE = 32_768;

/** Shows a plain log file as it comes, and opens it when it is there. Rejects when it cannot be fetched. */
export async function readFile(pane: LogPane, address: string, signal: AbortSignal): Promise<void> {
  const { feed, model } = pane;
  let bytes = 0;
  feed.progress = (lang) => {
    const size = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / 1e6);
    return t(lang, 'log.loading', { size });
  };
  pane.update();
  try {
    const { body } = await fetchFile(address, { signal });
    const text = new LogText();
    const decoder = new TextDecoder();
    const show = (): void => {
      const piece = text.take();
      const { views } = pane.viewport;
      // Lines that are shown already may look different now.
      if (piece.first <= (views.at(-1)?.line ?? -1)) pane.viewport.redraw();
      model.write(piece);
      void pane.work();
    };
    // Safari has no `for await` over a stream.
    const reader = body?.getReader();
    for (let done = false; !done;) {
      const read = await reader?.read();
      done = read?.done ?? true;
      bytes += read?.value?.byteLength ?? 0;
      const piece = decoder.decode(read?.value, { stream: !done });
      for (let at = 0; at < piece.length; at += PIECE) {
        text.write(piece.slice(at, at + PIECE));
        show();
        await nextTask();
        signal.throwIfAborted();
      }
    }
    text.end();
    show();
    model.rows.extend();
  } catch (error) {
    // Another log is shown by now, or the element is gone: then it is read again when that comes back.
    if (signal.aborted) return;
    throw error;
  } finally {
    if (!signal.aborted) feed.progress = null;
  }
  void pane.open();
  void pane.work();
}
