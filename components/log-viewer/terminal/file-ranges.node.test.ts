import { afterEach, describe, expect, it, vi } from 'vitest';
import { filePieces } from './file-pieces.ts';
import { FileRanges } from './file-ranges.ts';
import { LogText } from './log-text.ts';

/** Colours over many lines, bars that are written over, lines that are gone back to, characters of several bytes. */
const line = (at: number): string => {
  if (at % 500 === 3) return `\u001b[3${at % 7}mline ${at}, coloured like those that follow`;
  if (at % 90 === 5) return `10% of ${at}\r50%\r100%`;
  if (at % 1700 === 9) return `one up\u001b[2A\u001b[2K\rwritten over from line ${at}\u001b[2B`;
  return `Zeile ${at} – ${'größer '.repeat(at % 12)}`;
};
const file = new TextEncoder().encode(`${Array.from({ length: 20_000 }, (_, at) => line(at)).join('\n')}\n`);

/** A server that has the file. */
function serve(answersRanges = true): void {
  vi.stubGlobal('document', { baseURI: 'https://a.test/' });
  vi.stubGlobal('fetch', (_: string, { headers = {} }: { headers?: { range?: string } } = {}) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    if (from === undefined || !answersRanges) return Promise.resolve(new Response(file));
    const body = file.slice(Number(from), to === '' ? undefined : Number(to) + 1);
    return Promise.resolve(new Response(body, { status: 206 }));
  });
}
afterEach(() => vi.unstubAllGlobals());

/** Reads all of it, as the viewer does. */
async function readAll(ranges: FileRanges): Promise<string[]> {
  const text = new LogText();
  const messages: string[] = [];
  for await (const [piece, bytes] of filePieces(await fetch('https://a.test/log.txt'))) {
    text.write(piece);
    const { first, lines } = text.take();
    messages.splice(first, Infinity, ...lines.map(({ message }) => message));
    ranges.note(bytes, text, first);
  }
  return messages;
}

describe('parts of a file', () => {
  it('come out as they did when all of it was read', async () => {
    serve();
    const ranges = new FileRanges('https://a.test/log.txt', 'en');
    const messages = await readAll(ranges);
    expect(messages.length).toBeGreaterThanOrEqual(20_000);
    for (const from of [0, 1, 2500, 9_990, 17_000, messages.length - 50]) {
      expect(await ranges.read(from, from + 50)).toEqual(messages.slice(from, from + 50));
    }
    expect(await ranges.read(3000, 12_000)).toEqual(messages.slice(3000, 12_000));
  });

  it('are fetched alone', async () => {
    serve();
    const ranges = new FileRanges('https://a.test/log.txt', 'en');
    await readAll(ranges);
    const fetched = vi.spyOn(globalThis, 'fetch');
    await ranges.read(9000, 9100);
    const { headers } = fetched.mock.calls[0]?.[1] ?? {};
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec((headers as { range: string }).range) ?? [];
    expect(Number(to) - Number(from)).toBeLessThan(4 * 65_536);
  });

  it('are not had from a server that gives only the whole', async () => {
    serve(false);
    const ranges = new FileRanges('https://a.test/log.txt', 'en');
    await expect(ranges.read(0, 10)).rejects.toThrow('its server gives no parts of files');
  });
});
