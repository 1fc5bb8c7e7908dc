import { css } from 'lit';

export const waterfallStyles = css`
  .waterfall th:first-child {
    inline-size: 24%;
    min-inline-size: 7em;
    overflow-wrap: anywhere;
  }
  .waterfall :is(th, td):last-child {
    inline-size: 6em;
    white-space: nowrap;
  }
  .waterfall td {
    padding-block: 0;
  }
  .waterfall tbody {
    overflow: clip;
  }
  .lane {
    display: flex;
    align-items: center;
    gap: 0.6em;
  }
  .lane > .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .axis,
  .time {
    display: block;
    inline-size: 100%;
    block-size: 1.1em;
    overflow: visible;
  }
  .time {
    flex: 1;
    min-inline-size: 0;
  }
  /* Beside the icons of the lanes, whose em is that of the table's body. */
  .axis {
    inline-size: calc(100% - 1.6em / 0.92);
    margin-inline-start: calc(1.6em / 0.92);
    fill: var(--_muted);
  }
  :is(.axis, .time):dir(rtl) {
    transform: scaleX(-1);
  }
  .axis:dir(rtl) > text {
    transform: scaleX(-1);
    transform-box: fill-box;
    transform-origin: center;
  }
  .grid {
    stroke: var(--_border);
    vector-effect: non-scaling-stroke;
  }
  .queued {
    fill: var(--_border);
  }
  .ran {
    fill: color-mix(in srgb, var(--_look) 55%, var(--_surface));
    stroke: var(--_look);
    vector-effect: non-scaling-stroke;
  }
  .critical {
    fill: var(--_look);
    stroke: var(--_text);
  }
  .waterfall-note {
    margin: 0;
    padding: 0.6em calc(var(--_space) * 1.5);
  }
  .waterfall-note:empty {
    display: none;
  }
  @container (inline-size < 34em) {
    .axis > text:nth-child(even) {
      display: none;
    }
    .waterfall :is(th, td) {
      padding-inline: 0.5em;
    }
  }
  @media (forced-colors: active) {
    .queued,
    .ran {
      fill: GrayText;
    }
    .critical {
      fill: CanvasText;
    }
  }
`;
