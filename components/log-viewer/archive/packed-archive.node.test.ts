import { describe, expect, it, vi } from 'vitest';
import { LogModel } from '../model/log-model.ts';
import { readTexts } from '../panel/read-texts.ts';
import { compileQuery, NO_QUERY, Search } from '../search/search.ts';
import { CappedBlocks } from './capped-blocks.ts';
import { PackedArchive } from './packed-archive.ts';
import { PackedBlocks } from './packed-blocks.ts';
import { SpreadBlocks } from './spread-blocks.ts';
import { asksFor } from './trigrams.ts';

const text = (at: number): string => `${at % 1000 === 7 ? 'needle ' : ''}line ${at} ${'.'.repeat(100)}`;
const LINES = 60_000;

/** A log of some 6 MB, of which all is packed that may be. */
async function packedLog(): Promise<{ log: LogModel; archive: PackedArchive; arrived: ReturnType<typeof vi.fn> }> {
  const log = new LogModel();
  log.append(Array.from({ length: LINES }, (_, at) => text(at)));
  log.runUntil(Infinity);
  const arrived = vi.fn();
  const failed = (error: unknown): void => expect.fail(String(error));
  const depot = new SpreadBlocks([new PackedBlocks(), new PackedBlocks(), new PackedBlocks()]);
  const archive = new PackedArchive(log.book, new CappedBlocks(depot, log.book, asksFor), {
    arrived,
    found: () => undefined,
    failed,
  });
  log.book.texts.archive = archive;
  expect(archive.show([LINES - 10, LINES - 1])).toBe(true);
  archive.pack();
  await vi.waitFor(() => expect(archive.packed).toBe(log.book.texts.blocks.length - 2), { timeout: 10_000 });
  return { log, archive, arrived };
}

describe('an archive', () => {
  it('takes away what is not in view, and brings it back', async () => {
    const { log, archive, arrived } = await packedLog();
    const { texts } = log.book;
    expect(texts.at(10)).toBeUndefined();
    expect(texts.lengthOf(10)).toBe(text(10).length);
    expect(texts.at(LINES - 1)).toBe(text(LINES - 1));
    expect(archive.show([5, 25])).toBe(false);
    await vi.waitFor(() => expect(archive.show([5, 25])).toBe(true));
    expect(texts.at(10)).toBe(text(10));
    expect(arrived).toHaveBeenCalled();
    // Then it looks at all the rest; the first lines go again.
    for (const { first } of texts.blocks) {
      archive.show([first]);
      await vi.waitFor(() => expect(texts.at(first)).toBe(text(first)));
    }
    expect(texts.at(10)).toBeUndefined();
  });

  it('brings what is in view, but not what is between', async () => {
    const { log, archive } = await packedLog();
    const { texts } = log.book;
    const wanted = [5, LINES - 5];
    await vi.waitFor(() => expect(archive.show(wanted)).toBe(true));
    expect(texts.at(LINES / 2)).toBeUndefined();
  });

  it('has all lines for whoever wants them', async () => {
    const { log } = await packedLog();
    const lines: string[] = [];
    for await (const [first, messages] of readTexts(log.book.texts, 5, LINES - 5)) {
      expect(first).toBe(lines.length + 5);
      lines.push(...messages);
    }
    expect(lines).toEqual(Array.from({ length: LINES - 10 }, (_, at) => text(at + 5)));
  });

  it('is searched, with the rest of the log, in the order of the lines', async () => {
    const { log } = await packedLog();
    const expression = compileQuery({ ...NO_QUERY, text: 'NEEDLE' });
    const found = expression && new Search(expression, 'NEEDLE');
    log.find(found);
    await vi.waitFor(() => {
      log.runUntil(Infinity);
      expect(found?.done).toBe(true);
    });
    expect(found?.total).toBe(LINES / 1000);
    expect(found?.hit(3)).toEqual({ line: 3007, match: 0 });
    expect(found?.firstFrom(15_500)).toBe(16);
    // Another search while that one waits for its hits.
    log.find(found);
    log.runUntil(Infinity);
    const other = new Search(/line 1\d\d /g);
    log.find(other);
    await vi.waitFor(() => {
      log.runUntil(Infinity);
      expect(other.done).toBe(true);
    });
    expect(other.total).toBe(100);
  });

  it.each([
    ['in the lines that are here', LINES - 500, /line 599\d\d /, LINES - 100],
    ['in packed lines behind them', 30_500, /needle/, 31_007],
    ['in the lines before', LINES - 10, /needle/, 7],
    ['from the first line on', 0, /needle/, 7],
    ['nowhere', 30_500, /haystack/, null],
  ])('is searched for the hit to be shown first: %s', async (_, from, { source }, line) => {
    const { log } = await packedLog();
    const search = new Search(new RegExp(source, 'g'));
    log.find(search);
    search.seek(from);
    await vi.waitFor(() => {
      log.runUntil(Infinity);
      expect(search.done || search.first !== null).toBe(true);
    });
    expect(search.first?.line ?? null).toBe(line);
    expect(line === null || line < from || search.total === 0, 'it is known before all are counted').toBe(true);
    await vi.waitFor(() => {
      log.runUntil(Infinity);
      expect(search.done).toBe(true);
    });
    const lines = Array.from({ length: LINES }, (__, at) => at).filter((at) => text(at).match(source));
    expect(Array.from({ length: search.total }, (__, at) => search.hit(at)?.line)).toEqual(lines);
    expect(search.first && search.numberOf(search.first)).toBe(line && lines.indexOf(line));
  });
});
