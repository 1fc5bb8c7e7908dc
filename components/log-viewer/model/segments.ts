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
  const controls = [...shown.matchAll(DIRECTIONAL)].map(({ index }) => index);
  const edges = new Set([0, shown.length]);
  for (const { start, end } of spans) edges.add(start).add(end);
  for (const [start, end] of links) edges.add(start).add(end);
  for (const at of controls) edges.add(at).add(at + 1);
  const ordered = [...edges].filter((edge) => edge <= shown.length).sort((a, b) => a - b);

  const segments: Segment[] = [];
  let span = 0;
  let link = 0;
  let control = 0;
  ordered.slice(0, -1).forEach((start, index) => {
    const end = ordered[index + 1] ?? shown.length;
    while ((spans[span]?.end ?? Infinity) <= start) span++;
    while ((links[link]?.[1] ?? Infinity) <= start) link++;
    while ((controls[control] ?? Infinity) < start) control++;
    const style = (spans[span]?.start ?? Infinity) <= start ? (spans[span]?.style ?? PLAIN) : PLAIN;
    const bare = (links[link]?.[0] ?? Infinity) <= start ? (links[link]?.[2] ?? null) : null;
    const isControl = controls[control] === start;
    segments.push({
      text: isControl ? SIGN : shown.slice(start, end),
      style,
      link: style.link ?? bare,
      control: isControl ? `U+${shown.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0')}` : null,
    });
  });
  return segments;
}
