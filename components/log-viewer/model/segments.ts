import { bareLinks } from './links.ts';
import { PLAIN, type Style, type StyledText } from './style.ts';

/** A stretch of a line that is drawn in one way. */
export interface Segment {
  /** As it is drawn: as long as what stands there, unit for unit. */
  readonly text: string;
  readonly style: Style;
  readonly link: string | null;
  /** The code of a directional control that is shown as a sign instead of having its effect. */
  readonly control: string | null;
}

/** Characters that would turn the text around them: marks, embeddings, overrides, isolates (UAX 9). */
const DIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const SIGN = '↔';

/** Splits a line where its style, its links or its directional controls change; at most the first `limit` characters. */
export function segmentsOf({ text, spans }: StyledText, limit = Infinity): Segment[] {
  const shown = text.slice(0, limit);
  const links = bareLinks(shown);
  const controls = Array.from(shown.matchAll(DIRECTIONAL), ({ index }) => ({ start: index, end: index + 1 }));
  const edges = new Set([0, shown.length]);
  for (const { start, end } of [...spans, ...links, ...controls]) edges.add(start).add(end);
  const ordered = [...edges].filter((edge) => edge <= shown.length).sort((a, b) => a - b);

  // Edges and stretches ascend alike: what has ended is not looked at again.
  const [spanAt, linkAt, controlAt] = [cursor(spans), cursor(links), cursor(controls)];
  return ordered.slice(0, -1).map((start, index) => {
    const style = spanAt(start)?.style ?? PLAIN;
    const link = style.link ?? linkAt(start)?.address ?? null;
    if (!controlAt(start)) return { text: shown.slice(start, ordered[index + 1]), style, link, control: null };
    const code = shown.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0');
    return { text: SIGN, style, link, control: `U+${code}` };
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Finds the stretch that is at a place. Places are asked for in ascending order. */
function cursor<T extends Stretch>(stretches: readonly T[]): (place: number) => T | undefined {
  let at = 0;
  return (place) => {
    while ((stretches[at]?.end ?? Infinity) <= place) at++;
    const stretch = stretches[at];
    return stretch && stretch.start <= place ? stretch : undefined;
  };
}
