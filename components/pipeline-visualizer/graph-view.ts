import { nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BoxContext, TreePlace } from '../graph/box.ts';
import { edgesView, type Column, type Entry } from '../graph/frame.ts';
import type { Crowd } from '../graph/handling/crowd.ts';
import type { GraphEdge, Layout, Route } from '../graph/index.ts';
import { pathOf } from '../graph/path.ts';
import { foldView, headingView, jobView, placeholderView, type JobContext } from './box-view.ts';
import { membersOf } from './folds.ts';
import { SIZES } from './geometry.ts';
import { boxLook, isOrder, type Box, type Picture } from './picture.ts';

/** Each stage with what is in it. */
export const columnsOf = ({ columns, boxes }: Picture, layout: Layout, context: JobContext): Column[] =>
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

function entryOf(box: Box, place: TreePlace, context: JobContext): Entry {
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

/** The lines between the boxes; of very many only those of the box that is selected, for the others are the crowd. */
export const linesView = (
  { boxes }: Picture,
  layout: Layout,
  { selected }: BoxContext,
  isLarge: boolean,
): TemplateResult => {
  const isNear = ({ edge: { from, to } }: Route): boolean => from === selected || to === selected;
  const lines = repeat(
    isLarge ? layout.routes.filter(isNear) : layout.routes,
    ({ edge }) => edge.id,
    (route) =>
      svg`<path part="edge" data-edge=${route.edge.id} class="${lineClasses(route.edge, boxes)} ${isNear(route) ? 'near' : ''}" d=${pathOf(route, SIZES)} />`,
  );
  return edgesView('', layout, SIZES, [isLarge ? svg`<g class="crowd"></g>` : nothing, lines]);
};

export const crowdOf = ({ boxes }: Picture): Crowd => ({
  line: (edge) => lineClasses(edge, boxes),
  outline(id) {
    const box = boxes.get(id);
    return box ? `outline look-${boxLook(box)}` : '';
  },
});

/** Whether the run is on its way along an edge, has passed it, or has not come to it. */
function lineClasses(edge: GraphEdge, boxes: Picture['boxes']): string {
  const [start, end] = [boxes.get(edge.from), boxes.get(edge.to)].map((box) => box && boxLook(box));
  const isPassed = start === 'success' && end !== 'created' && end !== 'skipped';
  return `edge ${end === 'running' ? end : isPassed ? 'passed' : ''} ${isOrder(edge) ? 'order' : ''}`;
}
