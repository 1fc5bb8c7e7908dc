import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Look } from './look.ts';

/**
 * Shapes on a 16 x 16 grid, drawn with lines of `currentColor` unless they say otherwise. All are decoration: the text
 * beside them says the same.
 */
export const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg
    class="icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;

export const line = (d: string, width = 1.5): SVGTemplateResult => svg`<path d=${d} stroke-width=${width} />`;
export const solid = (d: string): SVGTemplateResult => svg`<path d=${d} fill="currentColor" />`;

const RING = 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5z';

/** A full disc with a figure cut out of it: things that have ended. */
const disc = (d: string): SVGTemplateResult => svg`${solid(RING)}<g class="cut">${line(d, 1.75)}</g>`;

/** A shape for each look: they differ in form, never in colour alone. `.spin` turns, and stands still under reduced motion. */
export const LOOK_SHAPES: Readonly<Record<Look, SVGTemplateResult>> = {
  success: disc('M4.75 8.25 7 10.5l4.25-4.75'),
  failure: disc('m5.5 5.5 5 5m0-5-5 5'),
  allowed: disc('M8 4.25v4.5m0 2.75v.01'),
  neutral: disc('M5 8h6'),
  cancelled: solid('M5.3 1.75h5.4l3.55 3.55v5.4l-3.55 3.55H5.3L1.75 10.7V5.3zM4.5 4.5v7h7v-7z'),
  skipped: line(`${RING}M5.25 5l3 3-3 3m5.25-6v6`),
  running: svg`<g opacity=".25">${line(RING)}</g><g class="spin">${line('M8 1.75A6.25 6.25 0 0 1 14.25 8')}</g>${line('M8 8h.01', 4)}`,
  queued: svg`${line(RING)}${line('M5 8h.01M8 8h.01M11 8h.01', 2.2)}`,
  waiting: line(`${RING}M8 4.5V8l2.5 1.5`),
  created: svg`<g stroke-dasharray="1 3.91">${line(RING)}</g>`,
};

export const lookIcon = (look: Look): TemplateResult => icon(LOOK_SHAPES[look]);

export const chevronRight = line('m6 3.5 4.5 4.5L6 12.5');
export const chevronDown = line('m3.5 6 4.5 4.5L12.5 6');
export const chevronUp = line('M3.5 10 8 5.5l4.5 4.5');
export const arrowDown = line('M8 2.5v11m-4.5-4.5L8 13.5 12.5 9');
export const play = solid('M5 3.25v9.5L12.75 8z');
export const stop = solid('M4.25 4.25h7.5v7.5h-7.5z');
export const refresh = line('M13.25 8A5.25 5.25 0 1 1 11.6 4.2L13.25 5.75m0-3.25v3.25H10');
export const search = line('M7 2.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 0 1 0-9.5zm3.5 8.25 3.25 3.25');
export const download = line('M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5');
export const external = line('M9.25 2.75h4v4m0-4-6 6m-1-5h-3.5v9.5h9.5v-3.5');
export const info = line(`${RING}m0 5.75v3.75m0-6v.01`);
export const warning = line('M8 2.25 14.25 13H1.75zm0 4.25v3m0 2v.01');
export const close = line('m4 4 8 8m0-8-8 8');
export const check = line('m3 8.5 3.25 3.25L13 4.75');
