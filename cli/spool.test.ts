import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Spool } from './spool.ts';

const bytes = (length: number, fill: string): Buffer => Buffer.alloc(length, fill);

/** All that is there, through however many files. */
function readAll(spool: Spool, from: number): string {
  let text = '';
  for (let at = from; at < spool.end;) {
    const piece = spool.read(at, 1000);
    expect(piece.length).toBeGreaterThan(0);
    text += piece.toString();
    at += piece.length;
  }
  return text;
}

test('gives back what it took, from any place', () => {
  const spool = new Spool(3200);
  const text = Array.from({ length: 12 }, (_, index) => String(index % 10).repeat(70)).join('');
  for (let at = 0; at < text.length; at += 70) expect(spool.append(Buffer.from(text.slice(at, at + 70)))).toBe(true);
  for (const from of [0, 1, 69, 70, 333, text.length - 1, text.length])
    expect(readAll(spool, from)).toBe(text.slice(from));
});

test('is full at its limit, and has room again for what was delivered', () => {
  const spool = new Spool(3200);
  for (let filled = 0; filled < 3200; filled += 100) expect(spool.append(bytes(100, 'a'))).toBe(true);
  expect(spool.append(bytes(1, 'b'))).toBe(false);
  expect(spool.end).toBe(3200);
  spool.release(1000);
  expect(spool.start).toBe(1000);
  expect(spool.append(bytes(1000, 'c'))).toBe(true);
  expect(spool.append(bytes(1, 'd'))).toBe(false);
  expect(readAll(spool, 1000)).toBe('a'.repeat(2200) + 'c'.repeat(1000));
});

test('keeps its latest even when all was delivered, for a server that forgets', () => {
  const spool = new Spool(3200);
  spool.append(bytes(60, 'a'));
  spool.append(bytes(60, 'b'));
  spool.release(120);
  expect(spool.start).toBeLessThan(120);
  expect(readAll(spool, 60)).toBe('b'.repeat(60));
});

test('takes a piece that is longer than one of its files', () => {
  const spool = new Spool(3200);
  expect(spool.append(bytes(2000, 'x'))).toBe(true);
  expect(readAll(spool, 0)).toBe('x'.repeat(2000));
});

describe('in a temporary folder of its own', () => {
  const before = process.env['TMPDIR'];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cli-spool-'));
    process.env['TMPDIR'] = folder;
  });

  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  test('leaves nothing there, not even while it works', () => {
    const spool = new Spool();
    spool.append(bytes(10, 'a'));
    expect(readdirSync(folder)).toEqual([]);
    expect(readAll(spool, 0)).toBe('a'.repeat(10));
  });

  test('a disk that takes nothing is no error', () => {
    rmSync(folder, { recursive: true });
    expect(new Spool().append(bytes(10, 'a'))).toBe(false);
  });
});
