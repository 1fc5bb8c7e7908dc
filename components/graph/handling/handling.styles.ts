import { css } from 'lit';

export const styles = [
  css`
    /* Two fingers are for the graph, one is for the page. */
    .viewport {
      touch-action: pan-x pan-y;
    }
    .viewport:is(.scaled, .bounded):not(:focus-within) {
      overflow-y: hidden;
    }
    .card:hover {
      border-color: var(--_control);
      box-shadow: var(--_shadow);
    }
    /* A box comes or goes with every frame, and the others need not be asked. */
    .bounded .box {
      contain: strict;
    }
    .bounded .card {
      background: var(--_surface);
    }
    .bounded .layer {
      contain: layout size;
    }
    /* Each that turns would be a layer of its own for the compositor. */
    .bounded .icon {
      animation: none;
    }
    :where(.outline) {
      fill: color-mix(in srgb, var(--_look) 25%, var(--_surface));
      stroke: var(--_look);
      vector-effect: non-scaling-stroke;
    }
    .scaled {
      position: relative;
      overflow: auto;
      scrollbar-width: none;
    }
    .scaled > .graph {
      position: absolute;
      inset-block-start: 0;
      inset-inline-start: 0;
      margin: 0;
      transform-origin: 0 0;
    }
    .scaled > .graph:dir(rtl) {
      transform-origin: 100% 0;
    }
    .dragged {
      cursor: grabbing;
      user-select: none;
    }
    .viewport:not(.scaled) > .extent {
      display: none;
    }
    .zoom {
      position: absolute;
      inset-block-end: 0.5em;
      inset-inline-end: 0.5em;
      margin: 0;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface);
      opacity: 0;
      transition: opacity 0.12s;
    }
    .frame:is(:hover, :focus-within) > .zoom,
    .bounded + .zoom,
    .zoom.used {
      opacity: 1;
    }
    @media (forced-colors: active) {
      .zoom {
        opacity: 1;
      }
    }
  `,
];
