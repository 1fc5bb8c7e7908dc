import { css } from 'lit';

export const styles = [
  css`
    .viewport {
      display: flex;
      /* The newest run is where one looks first, at the end. */
      flex-direction: row-reverse;
      overflow-x: auto;
      padding: var(--_space) calc(var(--_space) * 1.5);
    }
    .strip {
      display: flex;
      margin-inline-end: auto;
    }
    .run {
      display: grid;
      justify-items: center;
      gap: 0.3em;
      flex: none;
      inline-size: 1.9em;
      padding: 0.2em 0;
      border-radius: calc(var(--_radius) * 0.75);
      cursor: pointer;
    }
    .run:hover {
      background: var(--_hover);
    }
    .run:focus-visible {
      outline-offset: -2px;
    }
    .run[aria-selected='true'] {
      background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
      box-shadow: inset 0 -2px var(--_accent);
    }
    .run > .icon,
    .mark > .icon {
      inline-size: 1em;
      block-size: 1em;
    }
    .mark {
      block-size: 1em;
      color: var(--_waiting);
    }
    .bar {
      inline-size: 100%;
      block-size: 3.6em;
      fill: var(--_look);
    }
    .bar > rect {
      rx: 1px;
    }
    .usual {
      stroke: var(--_control);
      stroke-dasharray: 2 2;
      vector-effect: non-scaling-stroke;
    }
    .live {
      min-block-size: 2em;
    }
    .flaky {
      display: flex;
      gap: 0.5em;
      margin: 0;
      padding: 0 calc(var(--_space) * 1.5) calc(var(--_space) * 0.75);
    }
    @media (forced-colors: active) {
      .bar {
        fill: CanvasText;
      }
      .run[aria-selected='true'] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
