/** A place in the log: the index of a line, and of a UTF-16 unit in its shown text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Place;
  readonly end: Place;
}

export const isBefore = (a: Place, b: Place): boolean => a.line < b.line || (a.line === b.line && a.column < b.column);

/** From where it began to where it is now, in the order of the text. */
export const rangeOf = (anchor: Place, focus: Place): Range =>
  isBefore(focus, anchor) ? { start: focus, end: anchor } : { start: anchor, end: focus };

export const isEmpty = ({ start, end }: Range): boolean => start.line === end.line && start.column === end.column;

/** Whole lines, both included. */
export const linesRange = (from: number, to: number): Range => ({
  start: { line: Math.min(from, to), column: 0 },
  end: { line: Math.max(from, to), column: Infinity },
});

/** What of a line is selected: [start, end behind it], null for nothing. */
export function selectedPart(range: Range, line: number, length: number): [start: number, end: number] | null {
  if (line < range.start.line || line > range.end.line) return null;
  const start = line === range.start.line ? Math.min(range.start.column, length) : 0;
  const end = line === range.end.line ? Math.min(range.end.column, length) : length;
  return start < end || (line > range.start.line && line < range.end.line) ? [start, end] : null;
}

/** What of the lines `from` to `to` is selected, exactly; `includes` leaves lines out that are filtered away. */
export function selectedLines(
  range: Range,
  text: (line: number) => string,
  includes: (line: number) => boolean = () => true,
  from = range.start.line,
  to = range.end.line,
): [line: number, text: string][] {
  const lines: [number, string][] = [];
  for (let line = from; line <= to; line++) {
    if (!includes(line)) continue;
    const whole = text(line);
    const [start, end] = selectedPart(range, line, whole.length) ?? [0, 0];
    lines.push([line, whole.slice(start, end)]);
  }
  return lines;
}

const WORD = /[\p{L}\p{N}_./@-]+|\s+|./gu;

/** The word around a column, as a double click selects it. */
export function wordAt(text: string, column: number): [start: number, end: number] {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (index + word.length > column) return [index, index + word.length];
  }
  return [text.length, text.length];
}
