import { render, svg, type SVGTemplateResult } from 'lit';
import type { Layout } from '../../graph/index.ts';
import { elapsed, formatDuration } from '../../shared/duration.ts';
import { LOOK_SHAPES } from '../../shared/icons.ts';
import { lookOf } from '../../shared/look.ts';
import { statusLabel } from '../../shared/status.ts';
import { summarizeFold } from '../folds.ts';
import { HEADER_HEIGHT, SIZES } from '../geometry.ts';
import { boxLook, boxName, isOrder, type Box, type Picture } from '../picture.ts';
import type { Colors } from './colors.ts';

const { nodeWidth, nodeHeight, gutter, rowGap } = SIZES;
const PITCH = nodeWidth + gutter;
/** Around the picture, and between its columns. */
const MARGIN = 8;
/** About as many letters as fit on a card: a file cannot cut a text off by itself. */
const LETTERS = 17;

const cut = (text: string): string => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text);

/** The graph as a picture that stands for itself: no styles, no scripts, nothing from outside. `now` in ms. */
export function drawGraph(
  picture: Picture,
  layout: Layout,
  { colors, lang, now }: { readonly colors: Colors; readonly lang: string; readonly now: number },
): SVGSVGElement {
  const width = layout.layers.length * PITCH + 2 * MARGIN;
  const height = HEADER_HEIGHT + layout.height + 4 * MARGIN;
  const root = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    root.setAttribute(name, String(value));
  }
  root.setAttribute('font-family', colors.font);

  const columns = layout.columns.map(({ id, layer, layers }) => {
    const x = MARGIN + layer * PITCH;
    return svg`<rect x=${x + MARGIN / 2} y=${MARGIN} width=${layers * PITCH - MARGIN} height=${height - 2 * MARGIN} rx="8" fill=${colors.raised} />
      <text x=${x + gutter / 2} y=${MARGIN + 26} font-size="11" font-weight="600" fill=${colors.text}>${boxName(picture, id)}</text>`;
  });
  const lines = layout.routes.map(
    ({ edge, d }) =>
      svg`<path d=${d} fill="none" stroke=${colors.line} stroke-width="1.5" stroke-dasharray=${isOrder(edge) ? '1 4' : 'none'} />`,
  );
  const boxes = [...layout.places].flatMap(([id, { layer, row }]) => {
    const box = picture.boxes.get(id);
    return box ? boxView(box, layer * PITCH, row * (nodeHeight + rowGap), { colors, lang, now }) : [];
  });
  render(
    svg`<rect width=${width} height=${height} fill=${colors.surface} />${columns}
      <g transform="translate(${MARGIN + gutter / 2} ${HEADER_HEIGHT + 2 * MARGIN})">${lines}${boxes}</g>`,
    root,
  );
  return standalone(root, colors);
}

function boxView(
  box: Box,
  x: number,
  y: number,
  { colors, lang, now }: { readonly colors: Colors; readonly lang: string; readonly now: number },
): SVGTemplateResult {
  const look = boxLook(box);
  const color = colors.ofLook(look);
  const loud = look === 'running' || look === 'failure' || look === 'waiting';
  const thing = box.kind === 'stage' ? box.stage : box.kind === 'job' ? box.job : summarizeFold(box);
  const name = box.kind === 'stage' ? '' : box.kind === 'job' ? box.label : `${box.name} (${box.jobs.length})`;
  const time = lookOf(thing) === 'skipped' ? null : elapsed(thing, now);
  const meta = time === null ? statusLabel(thing, lang) : formatDuration(time);
  return svg`<g transform="translate(${x} ${y})">
    <rect width=${nodeWidth} height=${nodeHeight} rx="6" fill=${colors.surface} stroke=${loud ? color : colors.border} />
    <svg x="9" y=${nodeHeight / 2 - 6} width="12" height="12" viewBox="0 0 16 16" fill="none" color=${color} stroke=${color} stroke-width="1.5">${LOOK_SHAPES[look]}</svg>
    <text x="28" y=${name ? 17 : 23} font-size="10" font-weight="500" fill=${colors.text}>${cut(name || meta)}</text>
    ${name && svg`<text x="28" y="29" font-size="9" fill=${colors.muted}>${cut(meta)}</text>`}
  </g>`;
}

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
