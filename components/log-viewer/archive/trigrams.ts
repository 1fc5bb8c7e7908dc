/** Bits of a block's filter: about half of them are set by a block of ordinary log. */
const BITS = 1 << 16;

/** As what a character counts: capitals are small ones, and so are the two that fold to them (Unicode's simple folding). */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, code) => {
  if (code === 0x212a) return 0x6b;
  if (code === 0x017f) return 0x73;
  return code >= 0x41 && code <= 0x5a ? code + 32 : code;
});

const hash = (a: number, b: number, c: number): number =>
  (Math.imul((a * 31 + b) * 31 + c, 0x9e3779b1) >>> 16) & (BITS - 1);

/** All three characters in a row that a text has, as a Bloom filter: none is forgotten, some are there by accident. */
export function trigramsOf(text: string): Uint32Array {
  const bits = new Uint32Array(BITS / 32);
  let [a, b] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const c = FOLDED[text.charCodeAt(at)] ?? 0;
    const bit = hash(a, b, c);
    bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31));
    a = b;
    b = c;
  }
  return bits;
}

/** Makes the question whether a text may contain a literal. Only of ASCII is it known how capitals are folded. */
export function asksFor(literal: string): (bits: Uint32Array) => boolean {
  const wanted: number[] = [];
  for (let at = 2; at < literal.length; at++) {
    const three = literal.slice(at - 2, at + 1);
    if (/^[\u0000-\u007f]*$/.test(three)) {
      const [a = 0, b = 0, c = 0] = Array.from(three, (_, index) => FOLDED[three.charCodeAt(index)] ?? 0);
      wanted.push(hash(a, b, c));
    }
  }
  return (bits) => wanted.every((bit) => ((bits[bit >> 5] ?? 0) >> (bit & 31)) & 1);
}
