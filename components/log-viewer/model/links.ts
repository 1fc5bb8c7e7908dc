/** What a link may lead to. `javascript:`, `data:`, `file:` and the like stay text. */
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Longer addresses are not links; the specification of OSC 8 asks to allow 2,083. */
const MAX_LENGTH = 2083;

/** The address of a link that a log asks for, null where it must not be one. Only absolute ones: a log has no base. */
export function linkAddress(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  try {
    const url = new URL(text);
    return PROTOCOLS.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Addresses in running text end before the punctuation that belongs to the sentence. */
const BARE = /\bhttps?:\/\/[^\s"'`<>\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
const TRAILING = /(?:[.,;:!?…]|\*+)+$/;

/** A plain address in a text; `end` is behind it. */
export interface BareLink {
  readonly start: number;
  readonly end: number;
  readonly address: string;
}

export function bareLinks(text: string): BareLink[] {
  if (!text.includes('://')) return [];
  const found: BareLink[] = [];
  for (const { 0: match, index } of text.matchAll(BARE)) {
    if (match.length > MAX_LENGTH) continue;
    const shown = balanced(match.replace(TRAILING, ''));
    const address = linkAddress(shown);
    if (address !== null) found.push({ start: index, end: index + shown.length, address });
  }
  return found;
}

/** `(see https://example.com/a_(b))`: a closing bracket belongs to the address only if it was opened in it. */
function balanced(address: string): string {
  let shown = address;
  for (const [open = '', close = ''] of ['()', '[]', '{}']) {
    while (shown.endsWith(close) && count(shown, close) > count(shown, open)) shown = shown.slice(0, -1);
  }
  return shown.replace(TRAILING, '');
}

const count = (text: string, character: string): number => text.split(character).length;
