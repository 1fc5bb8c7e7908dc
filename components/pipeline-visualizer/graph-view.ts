import { svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BoxContext, TreePlace } from '../graph/box.ts';
import { bundle, isMany, outlineOf } from '../graph/many.ts';
import { edgesView, type Column, type Entry } from '../graph/frame.ts';
import type { GraphEdge, Layout, Line } from '../graph/index.ts';
import { foldView, headingView, jobView, placeholderView } from './box-view.ts';
import { membersOf } from './folds.ts';
import { SIZES } from './geometry.ts';
import { boxLook, isOrder, type Box, type Picture } from './picture.ts';

/** Each stage with what is in it. */
export const columnsOf = ({ columns, boxes }: Picture, layout: Layout, context: BoxContext): Column[] =>
  columns.map((column, index) => {
    const { layer = 0, layers = 0 } = layout.columns[index] ?? {};
    const inside = layout.layers.slice(layer, layer + layers);
    const size = inside.flat().length;
    let position = 0;
    return {
      id: column.id,
      heading: headingView(column, { level: 1, position: index + 1, size: columns.length }, context),
      layers: inside.map((ids) =>
        ids
          .flatMap((id) => boxes.get(id) ?? [])
          .flatMap((box) => {
            position++;
            return isDrawn(box, context) ? [entryOf(box, { level: 2, position, size }, context)] : [];
          }),
      ),
    };
  });

/** A group is drawn with its members, or not at all. */
const isDrawn = (box: Box, context: BoxContext): boolean =>
  context.isDrawn(box.id) || (box.kind === 'fold' && membersOf(box).some(({ id }) => context.isDrawn(id)));

function entryOf(box: Box, place: TreePlace, context: BoxContext): Entry {
  const { id } = box;
  if (box.kind === 'stage') return [{ id, view: placeholderView(box.stage, context.lang) }];
  if (box.kind === 'job') return [{ id, view: jobView(box, place, context) }];
  const members = box.open ? membersOf(box) : [];
  const below = members.map((member, index) => ({
    id: member.id,
    view: jobView(member, { level: 3, position: index + 1, size: members.length }, context),
  }));
  return [{ id, view: foldView(box, place, context) }, ...below];
}

/** The lines between the boxes. */
export const linesView = (picture: Picture, layout: Layout, { selected }: BoxContext): TemplateResult => {
  const { boxes } = picture;
  const classesOf = (edge: GraphEdge): string => `edge ${edgeState(edge, boxes)} ${isOrder(edge) ? 'order' : ''}`;
  const isNear = ({ edge: { from, to } }: Line): boolean => from === selected || to === selected;
  const many = isMany(layout);
  const lines = repeat(
    many ? layout.routes.filter(isNear) : layout.routes,
    ({ edge }) => edge.id,
    (route) =>
      svg`<path part="edge" data-edge=${route.edge.id} class="${classesOf(route.edge)} ${isNear(route) ? 'near' : ''}" d=${route.d} />`,
  );
  return edgesView(
    '',
    layout,
    SIZES,
    many ? [guard([picture, layout], () => crowdView(picture, layout, classesOf)), lines] : lines,
  );
};

/** Of very many boxes the outlines, of which those in sight are covered by the boxes themselves; and all lines. */
function crowdView({ boxes }: Picture, layout: Layout, classesOf: (edge: GraphEdge) => string): unknown {
  const { places, routes } = layout;
  const lines = routes.map(({ edge, d }) => [classesOf(edge), places.get(edge.from) ?? NOWHERE, d] as const);
  const outlines = [...places].flatMap(([id, place]) => {
    const box = boxes.get(id);
    return box ? [[`outline look-${boxLook(box)}`, place, outlineOf(place, SIZES)] as const] : [];
  });
  return repeat(
    bundle([...lines, ...outlines]),
    ({ key }) => key,
    ({ classes, d }) => svg`<path class=${classes} d=${d} />`,
  );
}

const NOWHERE = { layer: 0, row: 0 };

/** Whether the run is on its way along an edge, has passed it, or has not come to it. */
function edgeState({ from, to }: GraphEdge, boxes: Picture['boxes']): '' | 'running' | 'passed' {
  const [start, end] = [boxes.get(from), boxes.get(to)].map((box) => box && boxLook(box));
  if (end === 'running') return end;
  return start === 'success' && end !== 'created' && end !== 'skipped' ? 'passed' : '';
}
