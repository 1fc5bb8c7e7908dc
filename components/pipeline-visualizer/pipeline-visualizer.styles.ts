import { css } from 'lit';
import { detailsStyles } from '../graph/details.styles.ts';
import { frameStyles, length, stackedStyles } from '../graph/frame.styles.ts';
import { HEADER_HEIGHT, SIZES } from './geometry.ts';

const info = css`
  .info {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    row-gap: 0.15em;
    padding-block: var(--_space);
  }
  .headline,
  .tools {
    display: flex;
    align-items: center;
    gap: 0.7em;
    min-inline-size: 0;
  }
  .tools {
    gap: 0;
    margin-inline-end: calc(var(--_space) * -0.75);
  }
  .number {
    font-weight: 600;
    white-space: nowrap;
  }
  .headline .title {
    font-size: 1em;
    min-inline-size: 0;
  }
  .facts {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.1em 1.1em;
    min-block-size: 1.5em;
    min-inline-size: 0;
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-inline-size: 0;
    max-inline-size: 100%;
    white-space: nowrap;
  }
  .fact .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .strong {
    color: var(--_text);
    font-weight: 500;
  }
  .note.reason {
    --_note: var(--_failure);
    align-items: flex-start;
  }
  .note.reason > .icon {
    margin-block-start: 0.1em;
  }
`;

const graph = css`
  .viewport {
    min-block-size: 11.5em;
  }
  .edge.order {
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
  .box:focus-visible {
    outline-offset: 2px;
  }
  /* The frame around an unfolded group. */
  .entry.open::before {
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
    position: relative;
    display: grid;
    grid-template: 'icon name badge' auto 'icon meta badge' auto / auto 1fr auto;
    align-content: center;
    align-items: center;
    column-gap: 0.6em;
    block-size: ${length(SIZES.nodeHeight)};
    padding-inline: 0.75em;
    border: 1px solid var(--_edge, var(--_border));
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    line-height: 1.3;
    cursor: pointer;
    overflow: clip;
    transition:
      border-color 0.15s,
      box-shadow 0.15s;
  }
  .box > .icon,
  .box > .tile {
    grid-area: icon;
    color: var(--_look);
  }
  .name {
    grid-area: name;
    font-weight: 500;
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
    display: inline-flex;
    align-items: center;
    gap: 0.15em;
    padding: 0.05em 0.4em;
    border-radius: 2em;
    background: var(--_hover);
    color: var(--_muted);
    font-size: 0.86em;
    font-weight: 600;
  }
  .badge .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .box:not(.heading, .placeholder):hover {
    border-color: var(--_control);
    box-shadow: var(--_shadow);
  }
  .look-running {
    --_edge: color-mix(in srgb, var(--_running) 55%, var(--_border));
  }
  .look-failure {
    --_edge: color-mix(in srgb, var(--_failure) 60%, var(--_border));
  }
  .look-waiting {
    --_edge: color-mix(in srgb, var(--_waiting) 60%, var(--_border));
  }
  .box.look-failure:not(.heading) {
    background: color-mix(in srgb, var(--_failure) 7%, var(--_surface));
  }
  .box:is(.look-created, .look-skipped):not(.heading) {
    border-style: dashed;
    background: none;
  }
  .box:is(.look-created, .look-skipped):not(.heading) > .name {
    color: var(--_muted);
    font-weight: 400;
  }
  .box[aria-selected='true'] {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  .placeholder {
    cursor: default;
    grid-template: 'icon name' auto / auto 1fr;
  }
  .placeholder > .name {
    color: var(--_muted);
    font-weight: 400;
  }

  /* A group looks like a stack of cards while it is folded. */
  .fold[aria-expanded='false'] {
    overflow: visible;
    box-shadow:
      0 3px 0 -1px var(--_surface),
      0 3px 0 0 var(--_edge, var(--_border));
  }
  .fold[aria-expanded='true'] {
    --_edge: transparent;
    background: none;
  }

  .bar {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
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
    transition: width 0.3s;
  }
  .bar.parts {
    inset-inline: 0.75em;
    inset-block-end: 0.35em;
    inline-size: calc(100% - 1.5em);
    border-radius: 2px;
  }
  .fold {
    padding-block-end: 0.45em;
  }

  /* The heading of a column. */
  .heading {
    block-size: ${length(HEADER_HEIGHT)};
    margin-inline: ${length(4)};
    padding-inline: 0.9em;
    border: 0;
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: none;
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
    display: grid;
    place-items: center;
    inline-size: 2.3em;
    block-size: 2.3em;
    border-radius: calc(var(--_radius) * 0.75);
    background: color-mix(in srgb, var(--_look) 13%, var(--_surface));
  }
  .heading > .bar {
    inset-inline: 0.9em;
    inline-size: calc(100% - 1.8em);
    block-size: 3px;
    border-radius: 2px;
    background: var(--_hover);
  }
`;

const details = css`
  .steps {
    display: grid;
    gap: 0.15em;
    margin: var(--_space) 0 0;
    padding: 0;
    list-style: none;
  }
  .steps li {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.6em;
  }
  .steps .step {
    flex: 1;
    min-inline-size: 0;
  }
  .stage-row > * {
    background: var(--_raised);
    font-weight: 600;
  }
`;

const narrow = css`
  [part~='base'] {
    container-type: inline-size;
  }
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
    .graph {
      font-size: 1em;
    }
    .column:has(.placeholder) > .layers {
      display: none;
    }
    .word {
      display: flex;
    }
    .entry.open {
      margin-block: ${length(4)};
    }
    .entry > .fold ~ .job {
      margin-inline-start: 1em;
    }
    .headline {
      flex-wrap: wrap;
      row-gap: 0;
    }
  }
`;

const surroundings = css`
  @media (forced-colors: active) {
    .box,
    .column::before {
      border: 1px solid CanvasText;
    }
    .heading {
      border: 0;
    }
    .box[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
    .bar,
    .bar rect {
      fill: CanvasText;
    }
  }
`;

/** As high as the default run, so that nothing jumps when it comes. */
const absent = css`
  .absent {
    position: relative;
    display: grid;
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
  .absent:not(.waiting) > .ghost {
    opacity: 0.4;
  }
  .ghost {
    display: grid;
    align-content: start;
    gap: ${length(SIZES.rowGap)};
    padding: ${length(8)};
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .ghost > .line {
    block-size: 1em;
    inline-size: 60%;
    border-radius: 1em;
    background: var(--_hover);
  }
  .ghost > .box {
    border-color: var(--_hover);
    cursor: auto;
  }
  @container (inline-size < 34em) {
    .absent {
      grid-template-columns: 1fr;
      min-block-size: 38.5em;
    }
    .ghost > .box {
      display: none;
    }
    .absent > .note {
      inset: 0;
    }
  }
`;

export const styles = [
  frameStyles({ sizes: SIZES, heading: HEADER_HEIGHT, shrink: 0.72, stretch: 1.5 }),
  detailsStyles,
  info,
  graph,
  cards,
  details,
  narrow,
  surroundings,
  absent,
];
