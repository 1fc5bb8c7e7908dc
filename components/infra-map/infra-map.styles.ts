import { css } from 'lit';
import { detailsStyles } from '../graph/details.styles.ts';
import { frameStyles, length, stackedStyles } from '../graph/frame.styles.ts';
import { HEADER_HEIGHT, SIZES } from './geometry.ts';

const lights = css`
  .light-active {
    --_light: var(--_running);
  }
  .light-failed {
    --_light: var(--_failure);
  }
  .light-healthy {
    --_light: var(--_success);
  }
  .light-idle {
    --_light: var(--_muted);
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: var(--_light);
  }
`;

const nodes = css`
  [part~='base'] {
    container-type: inline-size;
  }
  .panel-header {
    flex-wrap: nowrap;
  }
  .summary {
    min-inline-size: 0;
  }
  .graph {
    margin-inline: auto;
  }
  .panel-header .button {
    margin-inline-end: calc(var(--_space) * -0.75);
  }
  .heading {
    /* In the units of the picture, though its own text is smaller. */
    block-size: calc(${length(HEADER_HEIGHT)} / 0.92);
    padding-inline: 1.1em;
    font-size: 0.92em;
    font-weight: 500;
    line-height: 2.4;
    text-align: center;
  }
  .box {
    position: relative;
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 0.35em;
    block-size: ${length(SIZES.nodeHeight)};
    padding: 0.3em 0.4em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    line-height: 1.2;
    text-align: center;
    cursor: pointer;
    transition:
      border-color 0.2s,
      box-shadow 0.2s;
  }
  .box:hover {
    border-color: var(--_control);
    box-shadow: var(--_shadow);
  }
  .box:focus-visible {
    outline-offset: 2px;
  }
  .box:not(.light-idle) {
    border-color: color-mix(in srgb, var(--_light) 55%, var(--_border));
  }
  .box:is(.light-active, .light-failed) {
    background: color-mix(in srgb, var(--_light) 6%, var(--_surface));
  }
  .box.light-active {
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_light) 16%, transparent);
  }
  .box[aria-selected='true'] {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  .tile,
  .details .mark {
    color: var(--_light);
  }
  .light-idle > .tile {
    color: var(--_text);
  }
  .mark {
    display: block;
    flex: none;
    inline-size: 2em;
    block-size: 2em;
  }
  .name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .more {
    display: none;
  }
  .light {
    position: absolute;
    inset-block-start: 0.35em;
    inset-inline-end: 0.35em;
    color: var(--_light);
  }
`;

const connections = css`
  .connection {
    --_line: color-mix(in srgb, var(--_text) 26%, var(--_surface));
  }
  .connection > .edge {
    --_line: inherit;
  }
  .connection.light-active {
    --_line: color-mix(in srgb, var(--_running) 60%, var(--_surface));
  }
  .connection.light-failed {
    --_line: var(--_failure);
  }
  .connection.near {
    --_line: var(--_accent);
  }
  .connection.near > .edge,
  .connection:hover > .edge {
    stroke-width: 2px;
  }
  .arrow {
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  /* A line is too thin for a finger. */
  .reach {
    fill: none;
    stroke: transparent;
    stroke-width: 14px;
    vector-effect: non-scaling-stroke;
    pointer-events: stroke;
    cursor: pointer;
  }

  .flow {
    fill: none;
    stroke: var(--_running);
    stroke-width: 5px;
    stroke-linecap: round;
    stroke-dasharray: 0 24;
    animation: pw-flow 1.2s linear infinite;
    will-change: opacity;
  }
  .flow > path {
    vector-effect: non-scaling-stroke;
  }
  .phase-0 {
    stroke-dashoffset: 0;
    animation-delay: -1.2s;
  }
  .phase-1 {
    stroke-dashoffset: -4px;
    animation-delay: -1s;
  }
  .phase-2 {
    stroke-dashoffset: -8px;
    animation-delay: -0.8s;
  }
  .phase-3 {
    stroke-dashoffset: -12px;
    animation-delay: -0.6s;
  }
  .phase-4 {
    stroke-dashoffset: -16px;
    animation-delay: -0.4s;
  }
  .phase-5 {
    stroke-dashoffset: -20px;
    animation-delay: -0.2s;
  }
  @keyframes pw-flow {
    0% {
      opacity: 1;
    }
    22%,
    78% {
      opacity: 0;
    }
    100% {
      opacity: 1;
    }
  }
  /* Still, and yet to be told apart from the others. */
  @media (prefers-reduced-motion: reduce) {
    .flow {
      display: none;
    }
    .connection.light-active > .edge:not(.arrow) {
      stroke-width: 2.5px;
      stroke-dasharray: 6 4;
    }
  }
`;

const details = css`
  .details-header > .mark {
    inline-size: 1.7em;
    block-size: 1.7em;
  }
  dd .icon {
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    vertical-align: -0.1em;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;

const surroundings = css`
  /* As high as the map of this system, so that nothing jumps when it comes. */
  .absent {
    display: grid;
    min-block-size: 23.6em;
  }
  @container (inline-size < 38.5em) {
    .absent {
      min-block-size: 21.7em;
    }
    .graph {
      font-size: 0.9em;
    }
  }
  @container (inline-size < 36em) {
    ${stackedStyles}
    .absent {
      align-items: start;
      min-block-size: 53em;
    }
    .graph {
      font-size: 1em;
    }
    .heading {
      block-size: auto;
      padding-block-start: 0.3em;
      text-align: start;
    }
    .box {
      grid-template: 'tile name light' auto 'tile more light' auto / auto 1fr auto;
      justify-items: start;
      align-items: center;
      gap: 0.1em 0.8em;
      block-size: auto;
      min-block-size: 4em;
      padding: 0.5em 0.8em;
      text-align: start;
    }
    .box > .tile {
      grid-area: tile;
    }
    .box > .name {
      grid-area: name;
    }
    .box > .more {
      display: block;
      grid-area: more;
      font-size: 0.92em;
    }
    .box > .light {
      position: static;
      grid-area: light;
    }
  }
  @media print {
    .flow {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .column::before {
      border: 1px solid CanvasText;
    }
    .box[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
    .box.light-active {
      border-width: 2px;
    }
  }
`;

export const styles = [
  frameStyles({ sizes: SIZES, heading: HEADER_HEIGHT, shrink: 0.85, stretch: 2 }),
  detailsStyles,
  lights,
  nodes,
  connections,
  details,
  surroundings,
];
