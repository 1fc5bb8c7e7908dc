import { html, nothing, type TemplateResult } from 'lit';
import { fetchFile } from '../panel/fetch-file.ts';
import type { LogPane } from '../panel/log-pane.ts';
import { nextTask } from '../panel/next-task.ts';
import { filePieces } from './file-pieces.ts';
import { FileRanges } from './file-ranges.ts';
import { LogText } from './log-text.ts';
import { t } from './strings.ts';

/** The page can paint and answer after so much work (ms); a frame has 16. */
const SLICE = 8;
/** Of lines out of sight no more can be seen than how long the scrollbar is: that is drawn so often (ms). */
const UNSEEN = 100;

/**
 * Shows a plain log file as it comes, and opens it when it is there. Rejects when it cannot be fetched, or not to its end,
 * or when a person stops it; what has come stays.
 */
export async function readFile(pane: LogPane, address: string, signal: AbortSignal): Promise<void> {
  const { feed, model } = pane;
  let bytes = 0;
  let total = 0;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    feed.stop();
  };
  feed.progress = (lang) => progressView(lang, bytes, total, stop);
  pane.update();
  try {
    const response = await fetchFile(address, pane.lang, { signal });
    total = sizeOf(response);
    const text = new LogText();
    const ranges = new FileRanges(address, pane.lang);
    model.book.texts.source = ranges;
    let drawing: ReturnType<typeof setTimeout> | undefined;
    const draw = (): void => {
      drawing = undefined;
      void pane.work();
    };
    const show = (): void => {
      const piece = text.take();
      const last = pane.viewport.views.at(-1)?.line ?? -1;
      // Lines that are shown already may look different now.
      if (piece.first <= last) pane.viewport.redraw();
      model.write(piece);
      ranges.note(bytes, text, piece.first);
      if (piece.first <= last + 1) draw();
      else drawing ??= setTimeout(draw, UNSEEN);
    };
    let pause = 0;
    for await (const [piece, read] of filePieces(response)) {
      signal.throwIfAborted();
      bytes = read;
      text.write(piece);
      show();
      if (performance.now() < pause) continue;
      await nextTask();
      pause = performance.now() + SLICE;
    }
    text.end();
    show();
    model.rows.extend();
  } catch (error) {
    // Another log is shown by now, or the element is gone: then it is read again when that comes back.
    if (signal.aborted && !stopped) return;
    if (!stopped && bytes === 0) throw error;
    const size = megabytes(pane.lang, bytes);
    throw new Error(t(pane.lang, stopped ? 'log.stopped' : 'log.broken', { size }), { cause: error });
  } finally {
    if (!signal.aborted || stopped) feed.progress = null;
  }
  void pane.open();
  void pane.work();
}

/** What will have been read in the end (bytes), where that can be known: a length that was compressed says nothing. */
function sizeOf({ headers, type }: Response): number {
  // Whether it was compressed, other origins do not say.
  return type === 'basic' && !headers.has('content-encoding') ? Number(headers.get('content-length')) : 0;
}

const megabytes = (lang: string, bytes: number): string =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / 1e6);

function progressView(lang: string, bytes: number, total: number, stop: () => void): TemplateResult {
  const size = megabytes(lang, bytes);
  const words =
    total > 0 ? t(lang, 'log.loading.of', { size, total: megabytes(lang, total) }) : t(lang, 'log.loading', { size });
  return html`${words}
    ${total > 0 ? html`<progress aria-label=${words} max=${total} value=${bytes}></progress>` : nothing}
    <button class="button" type="button" @click=${stop}>${t(lang, 'log.stop')}</button>`;
}
