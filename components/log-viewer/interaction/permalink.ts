import type { LogBook } from '../model/log-book.ts';
import { linesRange, type Range } from './selection.ts';

/** `#L10` or `#L10-L20`. */
const LINES = /^#L(\d{1,9})(?:-L?(\d{1,9}))?$/;

/** The lines that an address names; null where it names none, or the first of them is not held. */
export function rangeOfHash(hash: string, book: LogBook): Range | null {
  const [, from, to = from] = LINES.exec(hash) ?? [];
  const first = book.indexOfNumber(Number(from));
  if (from === undefined || first >= book.length || book.number(first) !== Number(from)) return null;
  return linesRange(first, Math.max(first, book.indexOfNumber(Number(to) + 1) - 1));
}

/** The address of what is selected by whole lines, null where nothing is. */
export function hashOf({ start, end }: Range, book: LogBook): string | null {
  if (end.column !== Infinity) return null;
  const from = book.number(start.line);
  const to = book.number(end.line);
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
