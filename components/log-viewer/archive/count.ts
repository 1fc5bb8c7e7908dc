/** How many matches a text has. Matches of nothing count as none. */
export function countMatches(text: string, expression: RegExp): number {
  expression.lastIndex = 0;
  // Most lines have none, and this is the fastest way to know.
  if (!expression.test(text)) return 0;
  expression.lastIndex = 0;
  let count = 0;
  for (const [match] of text.matchAll(expression)) if (match !== '') count++;
  return count;
}

/**
 * Says of each line of a text, by its number from 0, how many matches it has; of those that have none, nothing. The
 * expression is one that matches neither nothing nor a line feed.
 */
export function countByLine(text: string, expression: RegExp, found: (line: number, count: number) => void): void {
  let line = 0;
  let count = 0;
  let end = text.indexOf('\n');
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    for (; end >= 0 && end < match.index; end = text.indexOf('\n', end + 1)) {
      if (count > 0) found(line, count);
      count = 0;
      line++;
    }
    count++;
  }
  if (count > 0) found(line, count);
}
