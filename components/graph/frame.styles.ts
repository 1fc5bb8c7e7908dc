import { css, unsafeCSS, type CSSResult } from 'lit';
import { em } from './em.ts';
import { MOST_STRETCHED } from './frame.ts';
import type { Sizes } from './types.ts';

export const length = (units: number): CSSResult => unsafeCSS(em(units));

/** Around the columns. */
export const MARGIN = 4;

/** A column of several layers spans as many tracks; a number cannot be handed to CSS without a style attribute. */
const spans = unsafeCSS(
  Array.from(
    { length: MOST_STRETCHED - 1 },
    (_, index) => `.stretch > .layers-${index + 2}{grid-column:span ${index + 2}}`,
  ).join(''),
);

export interface FrameOptions {
  readonly sizes: Sizes;
  /** The height of what stands above the boxes. */
  readonly heading: number;
  /** How much narrower and wider than drawn the columns may get to fit the page. */
  readonly shrink: number;
  readonly stretch: number;
}

/** Columns beside each other and edges behind them. */
export const frameStyles = ({ sizes, heading, shrink, stretch }: FrameOptions): CSSResult => {
  const pitch = sizes.nodeWidth + sizes.gutter;
  const top = sizes.rowGap / 2 + 4;
  return css`
    .graph {
      padding: ${length(MARGIN * 2)} ${length(MARGIN)};
      grid-auto-columns: minmax(${length(pitch * shrink)}, ${length(pitch * stretch)});
    }
    ${spans}
    .column {
      position: relative;
      min-inline-size: 0;
      padding-block-end: ${length(MARGIN * 2)};
    }
    /* The band behind a column. */
    .column::before {
      content: '';
      position: absolute;
      inset: 0 ${length(MARGIN)};
      border-radius: var(--_radius);
      background: var(--_raised);
      z-index: -1;
    }
    .box {
      block-size: ${length(sizes.nodeHeight)};
    }
    .heading {
      block-size: ${length(heading)};
    }
    .layers {
      display: flex;
    }
    .graph:not(.stretch) .layer {
      flex-basis: ${length(pitch)};
    }
    .layer {
      flex: 1 0 ${length(pitch * shrink)};
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: ${length(sizes.rowGap)};
      padding-block-start: ${length(top)};
      min-inline-size: 0;
    }
    .entry {
      position: relative;
      display: grid;
      gap: ${length(sizes.rowGap)};
      inline-size: calc(100% * ${sizes.nodeWidth} / ${pitch});
    }
    .rows {
      display: block;
      flex: none;
    }
    .strut {
      margin-block-start: ${length(top)};
    }
    .edges {
      position: absolute;
      inset-inline: ${length(MARGIN)};
      inset-block-start: ${length(MARGIN * 2 + heading + top)};
      inline-size: calc(100% - ${length(MARGIN * 2)});
      overflow: visible;
      pointer-events: none;
    }
    .edges:dir(rtl) {
      transform: scaleX(-1);
    }
    .edge {
      fill: none;
      stroke: var(--_line);
      stroke-width: 1.5px;
      vector-effect: non-scaling-stroke;
      transition: stroke 0.2s;
      --_line: color-mix(in srgb, var(--_text) 22%, var(--_surface));
      @media (forced-colors: active) {
        --_line: CanvasText;
      }
    }
  `;
};

/** Columns below each other, without edges: what a phone can show and a finger can read. For use in a container query. */
export const stackedStyles = css`
  .viewport {
    overflow-x: visible;
  }
  .graph,
  .graph.stretch {
    display: grid;
    grid-auto-flow: row;
    grid-auto-columns: auto;
    gap: ${length(MARGIN * 2)};
    inline-size: auto;
    font-size: 1em;
  }
  .graph > .column {
    grid-column: auto;
  }
  .edges,
  .rows,
  .zoom {
    display: none;
  }
  .layers,
  .layer {
    display: grid;
    gap: ${length(6)};
    padding: 0;
  }
  .layers {
    padding: ${length(6)} ${length(12)} 0;
  }
  .layer:empty {
    display: none;
  }
  .entry {
    gap: ${length(6)};
    inline-size: auto;
  }
`;
