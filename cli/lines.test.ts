import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader, MAX_PART } from './lines.ts';
import { Masker } from './mask.ts';

function read(chunks: readonly Buffer[], ...secrets: string[]): string[] {
  const masker = new Masker();
  for (const secret of secrets) masker.add(secret);
  const reader = new LineReader(masker);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

const cut = (text: string, ...at: number[]): Buffer[] => {
  const bytes = Buffer.from(text);
  const ends = [...at.map((each) => each % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
};

test('reads the same lines however the bytes are cut', () => {
  const text = 'one\nzwölf\r\n\n\u{1f680} three\rfour\n::add-mask::hunter2\nit is hunter2\nlast';
  const lines = ['one', 'zwölf', '', '\u{1f680} three\rfour', '::add-mask::***', 'it is ***', 'last'];
  fc.assert(
    fc.property(fc.array(fc.nat()), (at) => {
      expect(read(cut(text, ...at))).toEqual(lines);
    }),
  );
});

test('a line end at the very end is not another line', () => {
  expect(read([Buffer.from('a\n')])).toEqual(['a']);
  expect(read([])).toEqual([]);
});

test('a very long line comes in parts before it has ended, with its secrets hidden wherever it is cut', () => {
  const secret = 'the-secret-of-this-test';
  // So many, so close together, that some are where the parts begin.
  const line = Array.from({ length: 40_000 }, (_, index) => `${index}${secret}`).join('');
  const masker = new Masker();
  masker.add(secret);
  const reader = new LineReader(masker);
  const early: string[] = [];
  for (const chunk of cut(line, ...Array.from({ length: 500 }, (_, index) => index * 1999)))
    early.push(...reader.push(chunk));
  const parts = [...early, ...reader.end()];
  expect(early.length).toBeGreaterThan(10);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(MAX_PART);
  expect(parts.join('')).toBe(line.replaceAll(secret, '***'));
});

test('a long line that comes whole is cut as well, but no character is', () => {
  const parts = read([Buffer.from(`a${'\u{1f680}'.repeat(MAX_PART)}\nnext`)]);
  expect(parts.length).toBe(4);
  expect(parts.slice(0, -1).join('')).toBe(`a${'\u{1f680}'.repeat(MAX_PART)}`);
  for (const part of parts) expect(Buffer.from(part).toString()).toBe(part);
});
