const LINE_FEED = 10;

/** Where a literal stands in bytes, from a place on; -1 for nowhere. */
type Find = (bytes: Uint8Array, from: number) => number;

/**
 * Makes the search for ASCII in UTF-8, which need not be made a string for it: by R. N. Horspool, Practical fast searching
 * in strings (1980), it looks at one byte in as many as the literal is long. Of ASCII only capitals are folded, as an
 * expression without the flag `u` does.
 */
export function finderOf(literal: string, ignoreCase: boolean): Find {
  const codes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const small = codes(ignoreCase ? literal.toLowerCase() : literal);
  const capital = codes(ignoreCase ? literal.toUpperCase() : literal);
  const last = literal.length - 1;
  /** How far to go on when this byte stands where the literal would end; 0 if that may be so. */
  const steps = new Uint32Array(256).fill(literal.length);
  for (let at = 0; at < last; at++) steps[small[at] as number] = steps[capital[at] as number] = last - at;
  const repeated = steps[small[last] as number] as number;
  steps[small[last] as number] = steps[capital[last] as number] = 0;
  return (bytes, from) => {
    const { length } = bytes;
    for (let at = from + last; at < length; at += repeated) {
      let step = 1;
      while (at < length && (step = steps[bytes[at] as number] as number) > 0) at += step;
      if (step > 0) break;
      let left = last;
      while (left > 0 && sameAt(bytes[at - last + left - 1] as number, left - 1)) left--;
      if (left <= 0) return at - last;
    }
    return -1;
  };

  function sameAt(byte: number, at: number): boolean {
    return byte === small[at] || byte === capital[at];
  }
}

/** How many line feeds there are from one place up to another, looked for four bytes at a time. */
function countLineFeeds(bytes: Uint8Array, words: Uint32Array, from: number, to: number): number {
  let count = 0;
  let at = from;
  const last = to & ~3;
  while (at < to) {
    if ((at & 3) === 0) {
      // Of words without a line feed no byte becomes 0, and none borrows from the next (Mycroft, 1987).
      for (; at < last; at += 4) {
        const word = (words[at >> 2] as number) ^ 0x0a0a0a0a;
        if (((word - 0x01010101) & ~word & 0x80808080) !== 0) break;
      }
      if (at >= to) break;
    }
    if (bytes[at++] === LINE_FEED) count++;
  }
  return count;
}

/** Says of each line, by its number from 0, how many times it has the literal; of those that do not have it, nothing. */
export function countInBytes(
  bytes: Uint8Array,
  find: Find,
  length: number,
  found: (line: number, count: number) => void,
): void {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let line = 0;
  let count = 0;
  let before = 0;
  for (let at = find(bytes, 0); at >= 0; at = find(bytes, at + length)) {
    const further = countLineFeeds(bytes, words, before, at);
    before = at;
    if (count > 0 && further > 0) {
      found(line, count);
      count = 0;
    }
    line += further;
    count++;
  }
  if (count > 0) found(line, count);
}
