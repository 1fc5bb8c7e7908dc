import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { em } from './em.ts';
import type { Layout, Sizes } from './types.ts';

/** Columns of this many layers are stretched to the width there is; a longer chain has to be scrolled anyway. */
export const MOST_STRETCHED = 12;

interface Keyed {
  readonly id: string;
  readonly view: unknown;
}

/** A node, and below it its members, each in a row of its own. */
export type Entry = readonly [node: Keyed, ...members: Keyed[]];

export interface Column {
  readonly id: string;
  /** What a screen reader calls it, where its heading does not say so. */
  readonly label?: string | null;
  readonly heading: unknown;
  readonly layers: readonly (readonly Entry[])[];
}

/** The columns of a layout beside each other. A strut keeps the height of boxes that are not drawn, and of lines below the last. */
export const columnsView = (columns: readonly Column[], layout: Layout, sizes: Sizes): unknown =>
  repeat(
    columns,
    idOf,
    ({ label, heading, layers }) =>
      html`<div class="column layers-${layers.length}" role=${label ? 'group' : nothing} aria-label=${label ?? nothing}>
        ${heading}
        <div class="layers">
          ${layers.map((entries) => layerView(entries, layout, sizes))}${strut(layout.height - sizes.rowGap)}
        </div>
      </div>`,
  );

/**
 * One layer. Boxes stand in the flow of the document at the places of the layout, each after the empty rows above it: so a
 * narrow page can stack them, and a page that runs to the left turns them round, without a line of script.
 */
function layerView(entries: readonly Entry[], { places }: Layout, sizes: Sizes): TemplateResult {
  let free = 0;
  return html`<div class="layer">
    ${repeat(
      entries,
      ([{ id }]) => id,
      (boxes) => {
        const row = places.get(boxes[0].id)?.row ?? free;
        const gap = row - free;
        free = row + boxes.length;
        return html`${gap > 0 ? emptyRows(gap, sizes) : nothing}
          <div class="entry ${boxes.length > 1 ? 'open' : ''}">${repeat(boxes, idOf, ({ view }) => view)}</div>`;
      },
    )}
  </div>`;
}

const idOf = ({ id }: { readonly id: string }): string => id;

/** An empty picture has a height without a style attribute, which a strict content security policy forbids. */
const emptyRows = (rows: number, { nodeHeight, rowGap }: Sizes): TemplateResult =>
  html`<svg class="rows" aria-hidden="true" width="1" height=${em(rows * (nodeHeight + rowGap) - rowGap)}></svg>`;

const strut = (height: number): TemplateResult =>
  html`<svg class="rows strut" aria-hidden="true" width="0" height=${em(height)}></svg>`;

/** The picture behind the boxes. It is stretched with the columns to the width of the page; lines keep their thickness. */
export const edgesView = (
  classes: string,
  { layers, height }: Layout,
  { nodeWidth, gutter }: Sizes,
  lines: unknown,
): TemplateResult =>
  html`<svg
    class="edges ${classes}"
    viewBox="${-gutter / 2} 0 ${layers.length * (nodeWidth + gutter)} ${height}"
    height=${em(height)}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${lines}
  </svg>`;
