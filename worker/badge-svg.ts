/** A badge: two words side by side, as README files show them. Plain attributes only, so it draws under any content policy. */
export interface Badge {
  label: string;
  message: string;
  /** A CSS colour of ours, dark enough for white text (WCAG AA, 4.5:1). */
  color: string;
}

const HEIGHT = 20;
const PADDING = 6;
const LONGEST_LABEL = 60;

export function badgeSvg(badge: Badge): string {
  const label = clip(badge.label);
  const left = widthOf(label) + 2 * PADDING;
  const right = widthOf(badge.message) + 2 * PADDING;
  const width = left + right;
  const name = escapeXml(`${label}: ${badge.message}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    '<g clip-path="url(#r)">',
    `<rect width="${left}" height="${HEIGHT}" fill="#3d444d"/>`,
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${badge.color}"/>`,
    '</g>',
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">',
    text(left / 2, label),
    text(left + right / 2, badge.message),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The width is our estimate, and `textLength` makes the text keep to it whatever font there is. */
const text = (x: number, content: string): string =>
  `<text x="${x}" y="14" textLength="${widthOf(content)}" lengthAdjust="spacingAndGlyphs">${escapeXml(content)}</text>`;

function clip(label: string): string {
  const characters = [...label];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : label;
}

/** Pixels of a text in Verdana 11, in three classes of width; characters beyond ASCII count as wide. */
const widthOf = (content: string): number =>
  Math.round([...content].reduce((sum, character) => sum + (/[ -~]/.test(character) ? asciiWidth(character) : 11), 0));

const asciiWidth = (character: string): number =>
  /[ !'(),./:;I[\]fijlrt|]/.test(character) ? 4.4 : /[%@A-HJ-Zmw]/.test(character) ? 8.4 : 6.7;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML 1.0. What must not stand in a document at all, like control characters and lone surrogates, becomes U+FFFD. */
const escapeXml = (content: string): string =>
  content
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
