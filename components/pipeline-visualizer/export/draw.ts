import { svg, type SVGTemplateResult } from 'lit';
import { cut, type Colors, type Subject } from '../../graph/export/index.ts';
import { elapsed, formatDuration } from '../../shared/duration.ts';
import { LOOK_SHAPES } from '../../shared/look-icons.ts';
import { lookOf } from '../../shared/look.ts';
import { statusLabel } from '../../shared/status.ts';
import type { Drawing } from '../drawing.ts';
import { summarizeFold } from '../folds.ts';
import { HEADER_HEIGHT, SIZES } from '../geometry.ts';
import { boxLook, boxName, isOrder, type Box } from '../picture.ts';

const { nodeWidth, nodeHeight } = SIZES;
/** On a card. */
const LETTERS = 17;

/** A run as a picture of its own. `now` in ms. */
export const subjectOf = ({ picture, layout }: Drawing, lang: string, now: number): Subject => ({
  layout,
  sizes: SIZES,
  heading: HEADER_HEIGHT,
  columnName: (id) => boxName(picture, id),
  lineView: ({ edge }, d, { line }) =>
    svg`<path d=${d} fill="none" stroke=${line} stroke-width="1.5" stroke-dasharray=${isOrder(edge) ? '1 4' : 'none'} />`,
  boxView(id, colors) {
    const box = picture.boxes.get(id);
    return box ? boxView(box, colors, lang, now) : null;
  },
});

function boxView(box: Box, colors: Colors, lang: string, now: number): SVGTemplateResult {
  const look = boxLook(box);
  const color = colors.ofLook(look);
  const loud = look === 'running' || look === 'failure' || look === 'waiting';
  const thing = box.kind === 'stage' ? box.stage : box.kind === 'job' ? box.job : summarizeFold(box);
  const name = box.kind === 'stage' ? '' : box.kind === 'job' ? box.label : `${box.name} (${box.jobs.length})`;
  const time = lookOf(thing) === 'skipped' ? null : elapsed(thing, now);
  const meta = time === null ? statusLabel(thing, lang) : formatDuration(time);
  return svg`<rect width=${nodeWidth} height=${nodeHeight} rx="6" fill=${colors.surface} stroke=${loud ? color : colors.border} />
    <svg x="9" y=${nodeHeight / 2 - 6} width="12" height="12" viewBox="0 0 16 16" fill="none" color=${color} stroke=${color} stroke-width="1.5">${LOOK_SHAPES[look]}</svg>
    <text x="28" y=${name ? 17 : 23} font-size="10" font-weight="500" fill=${colors.text}>${cut(name || meta, LETTERS)}</text>
    ${name && svg`<text x="28" y="29" font-size="9" fill=${colors.muted}>${cut(meta, LETTERS)}</text>`}`;
}
