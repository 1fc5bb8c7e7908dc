import { svg, type LitElement, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { TopologyNode } from '../../../protocol/index.ts';
import { cut, exportView as viewOf, type Colors, type Subject } from '../../graph/export/index.ts';
import { HEADER_HEIGHT, SIZES } from '../drawing/geometry.ts';
import { markOf } from '../drawing/kinds.ts';
import { LOOKS, type Light, type Lights } from '../drawing/lights.ts';
import { SHAPES } from '../drawing/marks.ts';
import { arrowOf, type Plan } from '../drawing/plan.ts';

export { styles } from '../../graph/export/index.ts';

/** The ways to save a map as it is drawn now. */
export const exportView = (host: LitElement, plan: Plan, lights: Lights, lang: string): TemplateResult =>
  viewOf(host, { name: 'infrastructure', subject: () => subjectOf(plan, lights) }, lang);

const { nodeWidth, nodeHeight } = SIZES;
/** In each of the two lines of a card. */
const LETTERS = 13;

const subjectOf = ({ zones, nodes, layout }: Plan, lights: Lights): Subject => ({
  layout,
  sizes: SIZES,
  heading: HEADER_HEIGHT,
  columnName: (id) => cut(zones.find((zone) => zone.id === id)?.name ?? '', LETTERS),
  lineView(route, d, colors) {
    const light = lights.connections.get(route.edge.id);
    const color = light ? colors.ofLook(LOOKS[light]) : colors.line;
    return svg`<path d=${d + arrowOf(route)} fill="none" stroke=${color} stroke-width=${light ? 2 : 1.5} stroke-linecap="round" />`;
  },
  boxView(id, colors) {
    const node = nodes.get(id);
    return node ? nodeView(node, lights.nodes.get(id) ?? 'idle', colors) : null;
  },
});

function nodeView({ name, kind }: TopologyNode, light: Light, colors: Colors): SVGTemplateResult {
  const color = light === 'idle' ? colors.muted : colors.ofLook(LOOKS[light]);
  const lines = linesOf(name);
  return svg`<rect width=${nodeWidth} height=${nodeHeight} rx="6" fill=${colors.surface} stroke=${light === 'idle' ? colors.border : color} />
    <svg x=${nodeWidth / 2 - 10} y=${lines.length > 1 ? 6 : 10} width="20" height="20" viewBox="0 0 24 24" fill="none" stroke=${color} stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d=${markOf(kind)} /></svg>
    <svg x=${nodeWidth - 16} y="4" width="12" height="12" viewBox="0 0 16 16" fill="none" color=${color} stroke=${color} stroke-width="1.5">${SHAPES[light]}</svg>
    ${lines.map(
      (words, index) =>
        svg`<text x=${nodeWidth / 2} y=${(lines.length > 1 ? 39 : 47) + 12 * index} font-size="10" font-weight="500" text-anchor="middle" fill=${colors.text}>${words}</text>`,
    )}`;
}

/** A name in one line or two, broken between words where that fits. */
function linesOf(name: string): string[] {
  if (name.length <= LETTERS) return [name];
  const space = name.lastIndexOf(' ', LETTERS);
  const at = space > 0 ? space : LETTERS;
  return [name.slice(0, at), cut(name.slice(at).trim(), LETTERS)];
}
