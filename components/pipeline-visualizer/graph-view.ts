import { html, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { edgesView, layerView, stretchOf, type Entry } from '../graph/frame.ts';
import type { GraphEdge, Layout } from '../graph/index.ts';
import { foldView, headingView, jobView, placeholderView, type BoxContext, type TreePlace } from './box-view.ts';
import { membersOf } from './folds.ts';
import { SIZES } from './geometry.ts';
import { boxLook, isOrder, type Box, type Picture } from './picture.ts';
import { tv } from './strings.ts';

export interface GraphContext extends BoxContext {
  /** The `d` of each edge by its id. */
  readonly paths: ReadonlyMap<string, string>;
  /** Of the run. */
  readonly number: number;
  readonly onClick: (event: Event) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The graph. Boxes stand in the flow of the document at the places of the layout, so that a narrow page can stack them; edges are behind them. */
export function graphView(picture: Picture, layout: Layout, context: GraphContext): TemplateResult {
  return html`<div
    class="graph ${stretchOf(layout)}"
    role="tree"
    aria-label=${tv(context.lang, 'visualizer.label', { number: context.number })}
    @click=${context.onClick}
    @keydown=${context.onKeyDown}
  >
    ${edgesView('', layout, SIZES, linesView(picture, layout, context))}
    ${repeat(
      picture.columns,
      (column) => column.id,
      (column, index) => {
        const { layer, layers } = layout.columns[index] ?? { layer: 0, layers: 0 };
        const place = { level: 1, position: index + 1, size: picture.columns.length };
        return html`<div class="column layers-${layers}">
          ${headingView(column, place, context)}
          <div class="layers">${layersView(layout.layers.slice(layer, layer + layers), picture, layout, context)}</div>
        </div>`;
      },
    )}
  </div>`;
}

function layersView(
  layers: Layout['layers'],
  { boxes }: Picture,
  layout: Layout,
  context: BoxContext,
): TemplateResult[] {
  const size = layers.flat().length;
  let position = 0;
  return layers.map((ids) => {
    const entries = ids.flatMap((id): Entry[] => {
      const box = boxes.get(id);
      return box ? [entryOf(box, { level: 2, position: ++position, size }, context)] : [];
    });
    return layerView(entries, layout, SIZES);
  });
}

function entryOf(box: Box, place: TreePlace, context: BoxContext): Entry {
  const members = box.kind === 'fold' && box.open ? membersOf(box) : [];
  const below = repeat(
    members,
    ({ id }) => id,
    (member, index) => jobView(member, { level: 3, position: index + 1, size: members.length }, context),
  );
  const view = html`<div class="entry ${members.length > 0 ? 'open' : ''}">
    ${boxView(box, place, context)} ${below}
  </div>`;
  return { id: box.id, rows: 1 + members.length, view };
}

function boxView(box: Box, place: TreePlace, context: BoxContext): TemplateResult {
  if (box.kind === 'stage') return placeholderView(box.stage, context.lang);
  return box.kind === 'job' ? jobView(box, place, context) : foldView(box, place, context);
}

const linesView = ({ boxes }: Picture, { routes }: Layout, { paths, selected }: GraphContext): unknown =>
  repeat(
    routes,
    ({ edge }) => edge.id,
    ({ edge }) => {
      const order = isOrder(edge) ? 'order' : '';
      const near = edge.from === selected || edge.to === selected ? 'near' : '';
      return svg`<path part="edge" data-edge=${edge.id} class="edge ${edgeState(edge, boxes)} ${order} ${near}" d=${paths.get(edge.id) ?? ''} />`;
    },
  );

/** Whether the run is on its way along an edge, has passed it, or has not come to it. */
function edgeState({ from, to }: GraphEdge, boxes: Picture['boxes']): '' | 'running' | 'passed' {
  const [start, end] = [boxes.get(from), boxes.get(to)];
  if (!start || !end) return '';
  if (boxLook(end) === 'running') return 'running';
  return boxLook(start) === 'success' && !['created', 'skipped'].includes(boxLook(end)) ? 'passed' : '';
}
