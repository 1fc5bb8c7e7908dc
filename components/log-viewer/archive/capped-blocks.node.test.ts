import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogModel } from '../model/log-model.ts';
import type { TextSource } from '../model/texts.ts';
import { compileQuery, NO_QUERY, Search } from '../search/search.ts';
import { CappedBlocks } from './capped-blocks.ts';
import { PackedArchive } from './packed-archive.ts';
import { PackedBlocks } from './packed-blocks.ts';
import { SpreadBlocks } from './spread-blocks.ts';
import { asksFor } from './trigrams.ts';

const text = (at: number): string => `${at % 1000 === 7 ? 'needle ' : ''}line ${at} ${'.'.repeat(100)}`;
const LINES = 60_000;
const LIMIT = 20_000;

const { limit } = CappedBlocks;
beforeEach(() => void (CappedBlocks.limit = LIMIT));
afterEach(() => void (CappedBlocks.limit = limit));

const given = Array.from({ length: LINES }, (_, at) => text(at));

/** A log of some 6 MB, of which less is kept than is packed, if it can be had again. */
async function cappedLog(read: TextSource['read'] | null) {
  const log = new LogModel();
  log.append(given);
  log.runUntil(Infinity);
  log.book.texts.source = read && { read: vi.fn(read) };
  const blocks = new CappedBlocks(new SpreadBlocks([new PackedBlocks(), new PackedBlocks()]), log.book, asksFor);
  const failed = vi.fn<(error: unknown, again?: () => void) => void>();
  const archive = new PackedArchive(log.book, blocks, { arrived: () => undefined, found: () => undefined, failed });
  log.book.texts.archive = archive;
  archive.show([LINES - 1]);
  archive.pack();
  await vi.waitFor(() => expect(archive.packed).toBe(log.book.texts.blocks.length - 2), { timeout: 10_000 });
  return { log, archive, blocks, failed };
}

const again: TextSource['read'] = (from, to) => Promise.resolve(given.slice(from, to));

async function find(log: LogModel, word: string): Promise<Search> {
  const search = new Search(compileQuery({ ...NO_QUERY, text: word }) ?? /$/, word);
  log.find(search);
  await vi.waitFor(() => {
    log.runUntil(Infinity);
    expect(search.done).toBe(true);
  });
  return search;
}

describe('packed texts that take too much', () => {
  it('are dropped, the oldest first, and read again when they come into sight', async () => {
    const { log, archive, blocks, failed } = await cappedLog(again);
    await vi.waitFor(() => expect(blocks.dropped).toBeGreaterThan(5));
    const { texts } = log.book;
    expect(texts.at(10)).toBeUndefined();
    archive.show([10]);
    await vi.waitFor(() => expect(texts.at(10)).toBe(text(10)));
    expect(await archive.read(1)).toEqual(given.slice(texts.blocks[1]?.first, texts.blocks[2]?.first));
    expect(failed).not.toHaveBeenCalled();
  });

  it('are counted by a search like the others, in the order of the lines', async () => {
    const { log, blocks } = await cappedLog(again);
    await vi.waitFor(() => expect(blocks.dropped).toBeGreaterThan(5));
    const search = await find(log, 'NEEDLE');
    expect(search.total).toBe(LINES / 1000);
    expect(search.hit(3)).toEqual({ line: 3007, match: 0 });
  });

  it('are not read by a search for what cannot be in them', async () => {
    const { log, blocks } = await cappedLog(again);
    await vi.waitFor(() => expect(blocks.dropped).toBeGreaterThan(5));
    vi.mocked(log.book.texts.source as TextSource).read.mockClear();
    expect((await find(log, 'haystack')).total).toBe(0);
    expect(log.book.texts.source?.read).not.toHaveBeenCalled();
  });

  it.each([
    ['nowhere else', null],
    ['where they cannot be read', () => Promise.reject(new Error('404'))],
    ['where they are others', (from: number, to: number) => Promise.resolve(given.slice(from + 1, to + 1))],
  ])('are kept if they are %s', async (_, read) => {
    const { log, archive, blocks, failed } = await cappedLog(read);
    const { source } = log.book.texts;
    if (source) await vi.waitFor(() => expect(source.read).toHaveBeenCalledTimes(1));
    expect(await archive.read(0)).toEqual(given.slice(0, log.book.texts.blocks[1]?.first));
    expect(blocks.dropped).toBe(0);
    expect(failed).not.toHaveBeenCalled();
  });

  it('are missed only where they cannot be had any more, which is said, until they can be', async () => {
    let isThere = true;
    const { log, archive, blocks, failed } = await cappedLog((from, to) =>
      isThere ? again(from, to) : Promise.reject(new Error('410 Gone')),
    );
    await vi.waitFor(() => expect(blocks.dropped).toBeGreaterThan(5));
    isThere = false;
    expect(archive.show([10]), 'there is nothing to wait for').toBe(true);
    await vi.waitFor(() => expect(failed).toHaveBeenCalled());
    archive.show([10]);
    expect(failed.mock.lastCall?.[0]).toEqual(new Error('410 Gone'));
    const search = new Search(/needle/g, 'needle');
    log.find(search);
    log.runUntil(Infinity);
    failed.mockClear();
    await vi.waitFor(() => expect(failed).toHaveBeenCalled());
    expect(search.done).toBe(false);
    isThere = true;
    for (const [, tryAgain] of failed.mock.calls) tryAgain?.();
    await vi.waitFor(() => {
      log.runUntil(Infinity);
      expect(search.done).toBe(true);
    });
    expect(search.total).toBe(LINES / 1000);
  });
});
