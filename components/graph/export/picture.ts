import { render, svg, type SVGTemplateResult } from 'lit';
import { pathOf } from '../path.ts';
import type { Layout, Place, Route, Sizes } from '../types.ts';
import type { Colors } from './colors.ts';

/** What a picture of a graph shows besides its layout. */
export interface Subject {
  readonly layout: Layout;
  readonly sizes: Sizes;
  /** The height of what stands above the boxes. */
  readonly heading: number;
  readonly columnName: (id: string) => string;
  /** The lines of a connection, where it is not the plain one. */
  readonly lineView?: (route: Route, d: string, colors: Colors) => SVGTemplateResult;
  /** What is in a box, from its own corner; null for what is not to be seen. */
  readonly boxView: (id: string, colors: Colors) => SVGTemplateResult | null;
}

/** Around the picture, and between its columns. */
const MARGIN = 8;

/** A graph as a picture that stands for itself: no styles, no scripts, nothing from outside. */
export function drawPicture(subject: Subject, colors: Colors): SVGSVGElement {
  const { layout, sizes, heading, columnName, lineView = plainLine, boxView } = subject;
  const { nodeWidth, nodeHeight, gutter, rowGap } = sizes;
  const pitch = nodeWidth + gutter;
  const width = layout.layers.length * pitch + 2 * MARGIN;
  const height = heading + layout.height + 4 * MARGIN;
  const root = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    root.setAttribute(name, String(value));
  }
  root.setAttribute('font-family', colors.font);

  const columns = layout.columns.map(({ id, layer, layers }) => {
    const x = MARGIN + layer * pitch;
    return svg`<rect x=${x + MARGIN / 2} y=${MARGIN} width=${layers * pitch - MARGIN} height=${height - 2 * MARGIN} rx="8" fill=${colors.raised} />
      <text x=${x + gutter / 2} y=${MARGIN + heading / 2 + 4} font-size="11" font-weight="600" fill=${colors.text}>${columnName(id)}</text>`;
  });
  const cornerOf = ({ layer, row }: Place): string => `translate(${layer * pitch} ${row * (nodeHeight + rowGap)})`;
  const boxes = [...layout.places].map(([id, place]) => {
    const view = boxView(id, colors);
    return view && svg`<g transform=${cornerOf(place)}>${view}</g>`;
  });
  render(
    svg`<rect width=${width} height=${height} fill=${colors.surface} />${columns}
      <g transform="translate(${MARGIN + gutter / 2} ${heading + 2 * MARGIN})">${layout.routes.map((route) => lineView(route, pathOf(route, sizes), colors))}${boxes}</g>`,
    root,
  );
  return standalone(root, colors);
}

const plainLine = (_: Route, d: string, { line }: Colors): SVGTemplateResult =>
  svg`<path d=${d} fill="none" stroke=${line} stroke-width="1.5" />`;

/** What the marks get from our styles they have to carry along; what Lit needs to find its way they need not. */
function standalone(root: SVGSVGElement, { surface }: Colors): SVGSVGElement {
  for (const mark of root.querySelectorAll('.cut path')) mark.setAttribute('stroke', surface);
  for (const named of root.querySelectorAll('[class]')) named.removeAttribute('class');
  const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
  return root;
}

/** A file cannot cut a text off by itself: about as many letters as fit. */
export const cut = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
