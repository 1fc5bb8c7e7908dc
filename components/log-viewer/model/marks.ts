import type { Column } from './column.ts';
import type { Rows } from './rows.ts';

/**
 * Where on a bar of `height` pixels, which stands for all rows, there is one of these lines (ascending indexes). Lines in a
 * folded group count for its title. It takes as long as the bar is high, however many lines there are.
 */
export function marksOf(lines: Column, rows: Rows, height: number): number[] {
  const marks: number[] = [];
  let counted = 0;
  for (let y = 0; y < height && counted < lines.length; y++) {
    const end = Math.ceil(((y + 1) / height) * rows.length);
    const upTo = end >= rows.length ? lines.length : lines.countBelow(rows.lineAt(end));
    if (upTo > counted) marks.push(y);
    counted = Math.max(counted, upTo);
  }
  return marks;
}
