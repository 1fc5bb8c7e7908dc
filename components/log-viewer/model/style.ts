/** How a terminal draws a character. Frozen by convention: a change makes a new one, so that identity means equality. */
export interface Style {
  readonly foreground: Colour;
  readonly background: Colour;
  /** `BOLD`, `DIM` … combined. */
  readonly flags: number;
  /** Where it leads when clicked (OSC 8): http, https or mailto. */
  readonly link: string | null;
}

/** -1 the default; 0 to 255 an entry of the palette; `TRUE_COLOUR` plus 0xRRGGBB otherwise. */
export type Colour = number;

export const DEFAULT_COLOUR = -1;
export const TRUE_COLOUR = 0x1000000;

export const BOLD = 1;
export const DIM = 2;
export const ITALIC = 4;
export const UNDERLINE = 8;
export const INVERSE = 16;
export const STRIKE = 32;

export const PLAIN: Style = { foreground: DEFAULT_COLOUR, background: DEFAULT_COLOUR, flags: 0, link: null };

export const sameStyle = (a: Style, b: Style): boolean =>
  a === b ||
  (a.foreground === b.foreground && a.background === b.background && a.flags === b.flags && a.link === b.link);

/** A stretch of text in one style; `end` is behind its last UTF-16 unit. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly style: Style;
}

/** What a terminal would show of a line. Text outside of the spans is plain. */
export interface StyledText {
  readonly text: string;
  readonly spans: readonly Span[];
}
