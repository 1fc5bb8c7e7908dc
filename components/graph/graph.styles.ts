import { css } from 'lit';

/** What all graphs have in common, whatever their measures. */
const boxes = css`
  [part~='base'] {
    container-type: inline-size;
  }
  .viewport {
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }
  .graph {
    position: relative;
    isolation: isolate;
    display: flex;
    inline-size: max-content;
  }
  .graph.stretch {
    display: grid;
    grid-auto-flow: column;
    inline-size: fit-content;
    min-inline-size: min-content;
  }
  .box {
    position: relative;
    display: grid;
    align-content: center;
    cursor: pointer;
  }
  .box:focus-visible {
    outline-offset: 2px;
  }
  .card {
    border: 1px solid var(--_edge, var(--_border));
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    transition:
      border-color 0.2s,
      box-shadow 0.2s;
  }
  .card:hover {
    border-color: var(--_control);
    box-shadow: var(--_shadow);
  }
  .card:is(.look-running, .look-failure, .look-waiting) {
    --_edge: color-mix(in srgb, var(--_look) 60%, var(--_border));
  }
  .card.look-failure {
    background: color-mix(in srgb, var(--_look) 7%, var(--_surface));
  }
  .graph .box[aria-selected='true'] {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  .name {
    font-weight: 500;
  }
  .absent {
    display: grid;
  }
  @media (forced-colors: active) {
    .card,
    .column::before {
      border: 1px solid CanvasText;
    }
    .box[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
  }
`;

/** The panel below a graph. */
const details = css`
  .details {
    padding: var(--_space) calc(var(--_space) * 1.5) calc(var(--_space) * 1.5);
    border-block-start: 1px solid var(--_border);
  }
  .details:focus-visible {
    outline-offset: -2px;
  }
  .details-header {
    display: flex;
    align-items: center;
    gap: 0.8em;
    min-block-size: 2.3em;
  }
  .details-header > .title {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  [part~='toolbar'] {
    display: flex;
  }
  [part~='toolbar'],
  .details-header > .button {
    margin-inline-end: calc(var(--_space) * -0.75);
  }
  .cause {
    margin: 0 0 var(--_space);
    color: var(--_failure);
    white-space: pre-wrap;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 2em;
    margin: 0;
  }
  dt,
  thead {
    color: var(--_muted);
    font-size: 0.92em;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .link {
    min-block-size: 1.9em;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-align: start;
    cursor: pointer;
  }
  .link:hover,
  .link[aria-pressed='true'] {
    text-decoration: underline;
  }
`;

/** The table that stands for a graph. */
const table = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.4em calc(var(--_space) * 1.5);
    border-block-end: 1px solid var(--_border);
    text-align: start;
    font-weight: 400;
  }
  .head > * {
    background: var(--_raised);
    font-weight: 600;
  }
  tbody:last-child > tr:last-child > * {
    border-block-end: 0;
  }
`;

const print = css`
  @media print {
    .viewport {
      overflow: visible;
    }
    [part~='toolbar'],
    .details .button {
      display: none;
    }
  }
`;

export const graphStyles = [boxes, details, table, print];
