import { css } from 'lit';
import { statusStyles } from '../shared/status.styles.ts';

/** What all graphs have in common, whatever their measures. */
const boxes = css`
  [part~='base'] {
    container-type: inline-size;
  }
  .frame {
    position: relative;
  }
  .viewport {
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }
  .bounded {
    max-block-size: min(85vh, 60em);
    overflow-y: auto;
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
  [part~='toolbar'] {
    display: flex;
    margin-inline-end: calc(var(--_space) * -0.75);
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

const print = css`
  @media print {
    .viewport {
      overflow: visible;
      max-block-size: none;
    }
    [part~='toolbar'] {
      display: none;
    }
  }
`;

export const graphStyles = [statusStyles, boxes, print];
