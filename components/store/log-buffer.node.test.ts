import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleLines } from '../shared/testing/sample.ts';
import { LogBuffer } from './log-buffer.ts';

const numbers = (buffer: LogBuffer): number[] => buffer.snapshot.lines.map(({ line }) => line);

describe('LogBuffer', () => {
  it('drops what it has already', () => {
    const buffer = new LogBuffer('r42');
    buffer.add(sampleLines(3));
    const before = buffer.snapshot;
    buffer.add(sampleLines(3));
    expect(buffer.snapshot).toBe(before);
    expect(numbers(buffer)).toEqual([1, 2, 3]);
  });

  it('holds back what comes after a gap until the gap is filled', () => {
    const buffer = new LogBuffer('r42');
    buffer.add(sampleLines(2));
    buffer.add(sampleLines(2, 5));
    expect(numbers(buffer)).toEqual([1, 2]);
    expect(buffer.gap).toEqual({ from: 3, to: 4 });
    buffer.add(sampleLines(2, 3));
    expect(numbers(buffer)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(buffer.gap).toBeNull();
  });

  it('gives a new snapshot for new lines, and grows the same array at its end', () => {
    const buffer = new LogBuffer('r42');
    buffer.add(sampleLines(2));
    const before = buffer.snapshot;
    buffer.add(sampleLines(1, 3));
    expect(buffer.snapshot).not.toBe(before);
    expect(buffer.snapshot.lines).toBe(before.lines);
    expect(buffer.snapshot.total).toBe(3);
  });

  it('takes earlier lines only where they reach up to the first', () => {
    const buffer = new LogBuffer('r42');
    buffer.add(sampleLines(2, 10));
    const { lines } = buffer.snapshot;
    buffer.add(sampleLines(3, 2));
    expect(numbers(buffer)).toEqual([10, 11]);
    buffer.add(sampleLines(3, 7));
    expect(numbers(buffer)).toEqual([7, 8, 9, 10, 11]);
    expect(buffer.snapshot.lines).not.toBe(lines);
  });

  it('goes on without lines that the server no longer has', () => {
    const buffer = new LogBuffer('r42');
    buffer.add([...sampleLines(1), ...sampleLines(2, 5)]);
    buffer.skipGap();
    expect(numbers(buffer)).toEqual([1, 5, 6]);
  });

  it('begins anew where too much is missing, and still sees the next gap', () => {
    const buffer = new LogBuffer('r42');
    buffer.add([...sampleLines(1), ...sampleLines(2, 5), ...sampleLines(1, 9)]);
    buffer.dropBeforeGap();
    expect(numbers(buffer)).toEqual([5, 6]);
    expect(buffer.gap).toEqual({ from: 7, to: 8 });
  });

  it('keeps a limited number of lines, but never throws away what a person asked for', () => {
    const buffer = new LogBuffer('r42', 100);
    buffer.add(sampleLines(1_000));
    expect(buffer.first).toBe(901);
    buffer.addEarlier(sampleLines(200, 701));
    expect(numbers(buffer).length).toBe(300);
    buffer.add(sampleLines(10, 1_001));
    expect(buffer.first).toBe(701);
    expect(buffer.snapshot.total).toBe(1_010);
  });

  it('has every line once and in order, whatever the order and the duplicates they come in', () => {
    const deliveries = fc
      .shuffledSubarray([...sampleLines(30), ...sampleLines(30)], { minLength: 60 })
      .chain((lines) => fc.array(fc.nat(60), { maxLength: 8 }).map((cuts) => ({ lines, cuts })));
    fc.assert(
      fc.property(deliveries, ({ lines, cuts }) => {
        const buffer = new LogBuffer('r42');
        // A stream's first line is where the log begins for us.
        buffer.add(sampleLines(1));
        const ends = [...cuts, lines.length].sort((a, b) => a - b);
        ends.reduce((from, to) => (buffer.add(lines.slice(from, to)), to), 0);
        expect(numbers(buffer)).toEqual(sampleLines(30).map(({ line }) => line));
      }),
    );
  });
});
