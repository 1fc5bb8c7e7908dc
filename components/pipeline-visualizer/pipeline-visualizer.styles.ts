import { css } from 'lit';
import { frameStyles, length, stackedStyles } from '../graph/frame.styles.ts';
import { HEADER_HEIGHT, SIZES } from './geometry.ts';

const info = css`
  .info {
    display: grid;
    grid-template-columns: 1fr auto;
    row-gap: 0.15em;
    padding-block: var(--_space);
  }
  .headline,
  .facts {
    display: flex;
    align-items: center;
    gap: 0.1em 0.7em;
    min-inline-size: 0;
  }
  .number {
    font-weight: 600;
    white-space: nowrap;
  }
  .headline > .title {
    font-size: 1em;
  }
  .facts {
    grid-column: 1 / -1;
    flex-wrap: wrap;
    column-gap: 1.1em;
    min-block-size: 1.5em;
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    max-inline-size: 100%;
    white-space: nowrap;
  }
  .fact > .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .strong {
    color: var(--_text);
    font-weight: 500;
  }
  .reason {
    --_note: var(--_failure);
  }
`;

const graph = css`
  .viewport {
    min-block-size: 11.5em;
  }
  .order {
    stroke-dasharray: 1 4;
    stroke-linecap: round;
  }
  .edge.passed {
    --_line: color-mix(in srgb, var(--_success) 55%, var(--_surface));
  }
  .edge.running {
    --_line: var(--_running);
  }
  .edge.near {
    --_line: var(--_accent);
    stroke-width: 2px;
  }
  /* The frame around an unfolded group. */
  .open::before {
    content: '';
    position: absolute;
    inset: ${length(-5)};
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_hover);
    z-index: -1;
  }
`;

const cards = css`
  .box {
    grid-template: 'icon name badge' auto 'icon meta badge' auto / auto 1fr auto;
    align-items: center;
    column-gap: 0.6em;
    padding-inline: 0.75em;
    line-height: 1.3;
    overflow: clip;
  }
  .box > .icon,
  .tile {
    grid-area: icon;
    color: var(--_look);
  }
  .name {
    grid-area: name;
  }
  .ends {
    display: inline-flex;
    max-inline-size: 100%;
    vertical-align: bottom;
  }
  .ends,
  .ends > .truncate {
    white-space: pre;
  }
  [dir='auto'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .meta {
    grid-area: meta;
    font-size: 0.92em;
    color: var(--_muted);
  }
  .badge {
    grid-area: badge;
    display: flex;
    align-items: center;
    gap: 0.15em;
    padding: 0.05em 0.4em;
    border-radius: 2em;
    background: var(--_hover);
    color: var(--_muted);
    font-size: 0.86em;
    font-weight: 600;
  }
  .badge > .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .card:is(.look-created, .look-skipped) {
    border-style: dashed;
    background: none;
  }
  .card:is(.look-created, .look-skipped, .placeholder) > .name {
    color: var(--_muted);
    font-weight: 400;
  }
  .placeholder,
  .ghost {
    pointer-events: none;
  }
  .placeholder {
    grid-template: 'icon name' auto / auto 1fr;
  }

  /* A group looks like a stack of cards while it is folded. */
  .fold {
    padding-block-end: 0.45em;
  }
  .fold[aria-expanded='false'] {
    overflow: visible;
    box-shadow:
      0 3px 0 -1px var(--_surface),
      0 3px 0 0 var(--_edge, var(--_border));
  }
  .fold[aria-expanded='true'] {
    --_edge: transparent;
  }
  .fold[aria-expanded='true']:not(.look-failure) {
    background: none;
  }

  .bar {
    position: absolute;
    inset: auto 0 0;
    inline-size: 100%;
    block-size: 3px;
    overflow: hidden;
    fill: var(--_look);
  }
  .bar:dir(rtl) {
    transform: scaleX(-1);
  }
  .bar rect {
    fill: var(--_look);
  }
  .parts,
  .heading > .bar {
    inset: auto 0.75em 0.35em;
    inline-size: calc(100% - 1.5em);
    border-radius: 2px;
  }

  /* The heading of a column. */
  .heading {
    margin-inline: ${length(4)};
    padding-inline: 0.9em;
    border-radius: var(--_radius) var(--_radius) 0 0;
  }
  .heading > .name {
    font-weight: 600;
  }
  .heading:hover > .name {
    text-decoration: underline;
    text-decoration-color: var(--_control);
    text-underline-offset: 0.2em;
  }
  .word {
    display: none;
    grid-area: badge;
    align-items: center;
    gap: 0.4em;
    color: var(--_look);
  }
  .tile {
    padding: 0.525em;
    border-radius: calc(var(--_radius) * 0.75);
    background: color-mix(in srgb, var(--_look) 13%, var(--_surface));
  }
  .heading > .bar {
    inset: auto 0.9em 0;
    inline-size: calc(100% - 1.8em);
    background: var(--_hover);
  }
`;

/** As high as the default run, so that nothing jumps when it comes. */
const absent = css`
  .absent {
    position: relative;
    grid-template-columns: repeat(5, 1fr);
    gap: ${length(8)};
    min-block-size: 16.9em;
    padding: ${length(12)} ${length(8)};
  }
  .absent > .note {
    position: absolute;
    inset: ${length(HEADER_HEIGHT + SIZES.nodeHeight)} 0 0;
    min-block-size: 0;
  }
  .ghost {
    display: grid;
    align-content: start;
    gap: ${length(SIZES.rowGap)};
    padding: ${length(8)};
    border-radius: var(--_radius);
    background: var(--_raised);
    --_edge: var(--_hover);
  }
  .faint {
    opacity: 0.4;
  }
  .line {
    block-size: 1em;
    inline-size: 60%;
    border-radius: 1em;
    background: var(--_hover);
  }
`;

const surroundings = css`
  @container (inline-size < 63em) {
    .graph {
      font-size: 0.9em;
    }
  }
  @container (inline-size < 56em) {
    .graph {
      font-size: 0.85em;
    }
  }
  @container (inline-size < 34em) {
    ${stackedStyles}
    .column:has(.placeholder) > .layers,
    .ghost > .card {
      display: none;
    }
    .word {
      display: flex;
    }
    .open {
      margin-block: ${length(4)};
    }
    .fold ~ .job {
      margin-inline-start: 1em;
    }
    .headline {
      flex-wrap: wrap;
      row-gap: 0;
    }
    .headline > .title {
      white-space: normal;
    }
    .absent {
      grid-template-columns: 1fr;
      min-block-size: 38.5em;
    }
    .absent > .note {
      inset: 0;
    }
  }
  @media (forced-colors: active) {
    .bar,
    .bar rect {
      fill: CanvasText;
    }
  }
`;

export const styles = [
  frameStyles({ sizes: SIZES, heading: HEADER_HEIGHT, shrink: 0.72, stretch: 1.5 }),
  info,
  graph,
  cards,
  absent,
  surroundings,
];
