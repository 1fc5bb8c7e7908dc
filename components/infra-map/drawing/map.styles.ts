import { css, unsafeCSS } from 'lit';
import { frameStyles, length, stackedStyles } from '../../graph/frame.styles.ts';
import { HEADER_HEIGHT, SIZES } from './geometry.ts';
import { PHASES } from './map-view.ts';

const nodes = css`
  .panel-header {
    flex-wrap: nowrap;
  }
  .summary {
    min-inline-size: 0;
  }
  .graph {
    margin-inline: auto;
  }
  .heading {
    /* In the units of the picture, though its own text is smaller. */
    block-size: calc(${length(HEADER_HEIGHT)} / 0.92);
    display: flex;
    justify-content: center;
    gap: 0.4em;
    padding-inline: 0.5em;
    font-size: 0.92em;
    font-weight: 500;
    line-height: 2.4;
  }
  .count {
    flex: none;
    font-weight: 400;
  }
  .count > .icon {
    display: inline-block;
    vertical-align: -0.15em;
  }
  .box {
    justify-items: center;
    gap: 0.35em;
    padding: 0.3em 0.4em;
    line-height: 1.2;
    text-align: center;
  }
  .card.look-success {
    --_edge: color-mix(in srgb, var(--_look) 55%, var(--_border));
  }
  .card.look-running {
    background: color-mix(in srgb, var(--_look) 6%, var(--_surface));
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_look) 16%, transparent);
  }
  .box:not(.look-created) > .tile,
  .count:not(.look-created),
  .light {
    color: var(--_look);
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
    overflow-wrap: anywhere;
  }
  .more {
    display: none;
  }
  .instances,
  .light {
    position: absolute;
    inset-block-start: 0.35em;
    inset-inline-end: 0.35em;
  }
  .instances {
    inset-inline: 0.5em auto;
    font-size: 0.92em;
  }
`;

const legend = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1.2em;
    margin: 0;
    padding: 0 calc(var(--_space) * 1.5) var(--_space);
    font-size: 0.92em;
    list-style: none;
  }
`;

const connections = css`
  .edges {
    --_line: color-mix(in srgb, var(--_text) 26%, var(--_surface));
  }
  .edge {
    --_line: inherit;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .light-active {
    --_line: color-mix(in srgb, var(--_running) 60%, var(--_surface));
  }
  .light-failed {
    --_line: var(--_failure);
  }
  .near {
    --_line: var(--_accent);
  }
  :is(.near, .connection:hover) > .edge {
    stroke-width: 2px;
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
`;

const flow = css`
  .flow {
    fill: none;
    stroke: var(--_running);
    stroke-width: 5px;
    stroke-linecap: round;
    stroke-dasharray: 0 24;
    /* Seven pictures a second: each is drawn by the compositor, and sixty would look no other way. */
    animation: pw-flow 1.2s steps(2) infinite;
    will-change: opacity;
  }
  .flow > path {
    vector-effect: non-scaling-stroke;
  }
  ${unsafeCSS(
    PHASES.map(
      (phase) => `.phase-${phase}{stroke-dashoffset:${-6 * phase}px;animation-delay:${0.3 * (phase - 4)}s}`,
    ).join(''),
  )}
  @keyframes pw-flow {
    25%,
    75% {
      opacity: 0;
    }
  }
  /* Still, and yet to be told apart from the others. */
  @media print, (prefers-reduced-motion: reduce) {
    .flow {
      display: none;
    }
    .light-active > .edge {
      stroke-width: 2.5px;
      stroke-dasharray: 6 7;
    }
  }
`;

const surroundings = css`
  @container (inline-size < 38.5em) {
    .graph {
      font-size: 0.9em;
    }
  }
  @container (inline-size < 36em) {
    ${stackedStyles}
    .heading {
      block-size: auto;
      padding: 0.3em 1.4em 0;
      justify-content: start;
    }
    .box {
      grid-template: 'tile name instances light' auto 'tile more instances light' auto / auto 1fr auto auto;
      justify-items: start;
      align-items: center;
      gap: 0.1em 0.8em;
      block-size: auto;
      min-block-size: 4em;
      padding: 0.5em 0.8em;
      text-align: start;
    }
    .tile {
      grid-area: tile;
    }
    .name {
      grid-area: name;
    }
    .more {
      display: block;
      grid-area: more;
      font-size: 0.92em;
    }
    .instances,
    .light {
      position: static;
    }
    .instances {
      grid-area: instances;
    }
    .light {
      grid-area: light;
    }
  }
  @media (forced-colors: active) {
    .card.look-running {
      border-width: 2px;
    }
  }
`;

export const styles = [
  frameStyles({ sizes: SIZES, heading: HEADER_HEIGHT, shrink: 0.85, stretch: 2 }),
  nodes,
  legend,
  connections,
  flow,
  surroundings,
];
