/** East Asian Wide and Fullwidth blocks (Unicode UAX 11, coarsely), and what is drawn as an emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Combining marks, joiners and directional controls: they belong to the character before them. */
const ZERO = /[\p{Mn}\p{Me}\u200b-\u200f\u202a-\u202e\u2060-\u2069\u{1f3fb}-\u{1f3ff}]/u;

/** How many columns a terminal gives to a character: 0, 1 or 2. */
export function widthOf(character: string): 0 | 1 | 2 {
  if (character < '\u0300') return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
