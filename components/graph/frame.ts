import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { em } from './em.ts';
import type { Layout, Sizes } from './types.ts';

/** Columns of this many layers are stretched to the width there is; a longer chain has to be scrolled anyway. */
export const MOST_STRETCHED = 12;

/** The class of a graph that is stretched. */
export const stretchOf = ({ columns }: Layout): '' | 'stretch' =>
  columns.every((column) => column.layers <= MOST_STRETCHED) ? 'stretch' : '';

export interface Entry {
  readonly id: string;
  /** How many rows it takes. */
  readonly rows: number;
  readonly view: unknown;
}

/**
 * One layer. Boxes stand in the flow of the document at the places of the layout, each after the empty rows above it: so a
 * narrow page can stack them, and a page that runs to the left turns them round, without a line of script.
 */
export function layerView(entries: readonly Entry[], { places }: Layout, sizes: Sizes): TemplateResult {
  let free = 0;
  return html`<div class="layer">
    ${repeat(
      entries,
      ({ id }) => id,
      ({ id, rows, view }) => {
        const row = places.get(id)?.row ?? free;
        const gap = row - free;
        free = row + rows;
        return html`${gap > 0 ? emptyRows(gap, sizes) : nothing}${view}`;
      },
    )}
  </div>`;
}

/** An empty picture has a height without a style attribute, which a strict content security policy forbids. */
const emptyRows = (rows: number, { nodeHeight, rowGap }: Sizes): TemplateResult =>
  html`<svg class="rows" aria-hidden="true" width="1" height=${em(rows * (nodeHeight + rowGap) - rowGap)}></svg>`;

/** The picture behind the boxes. It is stretched with the columns to the width of the page; lines keep their thickness. */
export function edgesView(
  classes: string,
  { layers, height }: Layout,
  { nodeWidth, gutter }: Sizes,
  lines: unknown,
): TemplateResult {
  return html`<svg
    class="edges ${classes}"
    viewBox="${-gutter / 2} 0 ${layers.length * (nodeWidth + gutter)} ${height}"
    height=${em(height)}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${lines}
  </svg>`;
}
