import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GraphEdge, Layout } from '../graph/index.ts';
import { foldView, headingView, jobView, placeholderView, type BoxContext, type TreePlace } from './box-view.ts';
import { membersOf } from './folds.ts';
import { em, SIZES } from './geometry.ts';
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

/** Columns of this many layers are stretched to the width there is; a longer chain needs to be scrolled anyway. */
export const MOST_STRETCHED = 12;

/** The graph. Boxes stand in the flow of the document at the places of the layout, so that a narrow page can stack them; edges are behind them. */
export function graphView(picture: Picture, layout: Layout, context: GraphContext): TemplateResult {
  const stretch = layout.columns.every((column) => column.layers <= MOST_STRETCHED);
  return html`<div
    class="graph ${stretch ? 'stretch' : ''}"
    role="tree"
    aria-label=${tv(context.lang, 'visualizer.label', { number: context.number })}
    @click=${context.onClick}
    @keydown=${context.onKeyDown}
  >
    ${edgesView(picture, layout, context)}
    ${repeat(
      picture.columns,
      (column) => column.id,
      (column, index) => {
        const { layer, layers } = layout.columns[index] ?? { layer: 0, layers: 0 };
        const place = { level: 1, position: index + 1, size: picture.columns.length };
        return html`<div class="stage layers-${layers}">
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
  { places }: Layout,
  context: BoxContext,
): TemplateResult[] {
  const size = layers.flat().length;
  let position = 0;
  return layers.map((ids) => {
    let free = 0;
    const entries = ids.flatMap((id) => {
      const box = boxes.get(id);
      if (!box) return [];
      const row = places.get(id)?.row ?? free;
      const gap = row - free;
      const members = box.kind === 'fold' && box.open ? membersOf(box) : [];
      free = row + 1 + members.length;
      return [{ box, gap, members, place: { level: 2, position: ++position, size } }];
    });
    return html`<div class="layer">
      ${repeat(
        entries,
        ({ box }) => box.id,
        ({ box, gap, members, place }) =>
          html`${gap > 0 ? emptyRows(gap) : nothing}
            <div class="entry ${members.length > 0 ? 'open' : ''}">
              ${boxView(box, place, context)}
              ${repeat(
                members,
                ({ id }) => id,
                (member, index) => jobView(member, { level: 3, position: index + 1, size: members.length }, context),
              )}
            </div>`,
      )}
    </div>`;
  });
}

function boxView(box: Box, place: TreePlace, context: BoxContext): TemplateResult {
  if (box.kind === 'stage') return placeholderView(box.stage, context.lang);
  return box.kind === 'job' ? jobView(box, place, context) : foldView(box, place, context);
}

/** An empty picture has a height without a style attribute, which a strict content security policy forbids. */
const emptyRows = (rows: number): TemplateResult =>
  html`<svg
    class="rows"
    aria-hidden="true"
    width="1"
    height=${em(rows * (SIZES.nodeHeight + SIZES.rowGap) - SIZES.rowGap)}
  ></svg>`;

/** The width is the page's to stretch, so the picture of the edges is stretched with the columns; lines keep their thickness. */
function edgesView(
  { boxes }: Picture,
  { routes, layers, height }: Layout,
  { paths, selected }: GraphContext,
): TemplateResult {
  const pitch = SIZES.nodeWidth + SIZES.gutter;
  return html`<svg
    class="edges"
    viewBox="${-SIZES.gutter / 2} 0 ${layers.length * pitch} ${height}"
    height=${em(height)}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${repeat(
      routes,
      ({ edge }) => edge.id,
      ({ edge }) => {
        const near = [edge.from, edge.to].some((id) => id === selected) ? 'near' : '';
        const state = edgeState(edge, boxes);
        return svg`<path part="edge" data-edge=${edge.id} class="edge ${state} ${isOrder(edge) ? 'order' : ''} ${near}" d=${paths.get(edge.id) ?? ''} />`;
      },
    )}
  </svg>`;
}

/** Whether the run is on its way along an edge, has passed it, or has not come to it. */
function edgeState({ from, to }: GraphEdge, boxes: Picture['boxes']): '' | 'running' | 'passed' {
  const [start, end] = [boxes.get(from), boxes.get(to)];
  if (!start || !end) return '';
  if (boxLook(end) === 'running') return 'running';
  return boxLook(start) === 'success' && !['created', 'skipped'].includes(boxLook(end)) ? 'passed' : '';
}
