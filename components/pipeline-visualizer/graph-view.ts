import { svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BoxContext, TreePlace } from '../graph/box.ts';
import { edgesView, type Column, type Entry } from '../graph/frame.ts';
import type { GraphEdge, Layout } from '../graph/index.ts';
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
          .map((box) => entryOf(box, { level: 2, position: ++position, size }, context)),
      ),
    };
  });

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
export const linesView = ({ boxes }: Picture, layout: Layout, { selected }: BoxContext): TemplateResult =>
  edgesView(
    '',
    layout,
    SIZES,
    repeat(
      layout.routes,
      ({ edge }) => edge.id,
      ({ edge, d }) => {
        const order = isOrder(edge) ? 'order' : '';
        const near = edge.from === selected || edge.to === selected ? 'near' : '';
        return svg`<path part="edge" data-edge=${edge.id} class="edge ${edgeState(edge, boxes)} ${order} ${near}" d=${d} />`;
      },
    ),
  );

/** Whether the run is on its way along an edge, has passed it, or has not come to it. */
function edgeState({ from, to }: GraphEdge, boxes: Picture['boxes']): '' | 'running' | 'passed' {
  const [start, end] = [boxes.get(from), boxes.get(to)].map((box) => box && boxLook(box));
  if (end === 'running') return end;
  return start === 'success' && end !== 'created' && end !== 'skipped' ? 'passed' : '';
}
