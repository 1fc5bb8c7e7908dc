import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Look } from './look.ts';

/**
 * Shapes on a 16 x 16 grid, drawn with `currentColor`. Inside another SVG use the shape, elsewhere the icon. All are
 * decoration: the text beside them says the same.
 */
export const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    ${shape}
  </svg>`;

const stroke = (d: string): SVGTemplateResult =>
  svg`<path d=${d} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />`;

/** A full disc with a figure cut out of it: things that have ended. */
const disc = (d: string): SVGTemplateResult => svg`
  <circle cx="8" cy="8" r="7" fill="currentColor" />
  <path class="cut" d=${d} fill="none" stroke="Canvas" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" />`;

const ring = svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />`;

const dot = (x: number): SVGTemplateResult => svg`<circle cx=${x} cy="8" r="1.1" fill="currentColor" />`;

/** A shape for each look: they differ in form, never in colour alone. `.spin` turns, and stands still under reduced motion. */
export const LOOK_SHAPES: Readonly<Record<Look, SVGTemplateResult>> = {
  success: disc('M4.75 8.25 7 10.5l4.25-4.75'),
  failure: disc('m5.5 5.5 5 5m0-5-5 5'),
  allowed: disc('M8 4.25v4.5m0 2.75v.01'),
  cancelled: svg`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" /><path class="cut" d="M5.25 5.25h5.5v5.5h-5.5z" fill="Canvas" />`,
  neutral: disc('M5 8h6'),
  skipped: svg`${ring}${stroke('m5.25 5 3 3-3 3m5.25-6v6')}`,
  running: svg`
    <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.75" opacity=".25" />
    <path class="spin" d="M8 1.75A6.25 6.25 0 0 1 14.25 8" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" />
    <circle cx="8" cy="8" r="2" fill="currentColor" />`,
  queued: svg`${ring}${dot(5)}${dot(8)}${dot(11)}`,
  waiting: svg`${ring}${stroke('M8 4.5V8l2.5 1.5')}`,
  created: svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.4 2.51" />`,
};

export const lookIcon = (look: Look): TemplateResult => icon(LOOK_SHAPES[look]);

export const chevronRight = stroke('m6 3.5 4.5 4.5L6 12.5');
export const chevronLeft = stroke('M10 3.5 5.5 8l4.5 4.5');
export const chevronDown = stroke('m3.5 6 4.5 4.5L12.5 6');
export const chevronUp = stroke('M3.5 10 8 5.5l4.5 4.5');
export const arrowDown = stroke('M8 2.5v11m-4.5-4.5L8 13.5 12.5 9');
export const play = svg`<path d="M4.5 2.9v10.2a.6.6 0 0 0 .9.5l8.2-5.1a.6.6 0 0 0 0-1L5.4 2.4a.6.6 0 0 0-.9.5z" fill="currentColor" />`;
export const stop = svg`<rect x="3.5" y="3.5" width="9" height="9" rx="1.5" fill="currentColor" />`;
export const refresh = stroke('M13.25 8A5.25 5.25 0 1 1 11.6 4.2L13.25 5.75m0-3.25v3.25H10');
export const search = stroke('M7 2.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 0 1 0-9.5zm3.5 8.25 3.25 3.25');
export const download = stroke('M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5');
export const external = stroke('M9.25 2.75h4v4m0-4-6 6m-1-5h-3.5v9.5h9.5v-3.5');
export const info = stroke('M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zm0 5.75v3.75m0-6v.01');
export const warning = stroke('M8 2.25 14.25 13H1.75zm0 4.25v3m0 2v.01');
export const close = stroke('m4 4 8 8m0-8-8 8');
export const check = stroke('m3 8.5 3.25 3.25L13 4.75');
export const plus = stroke('M8 3v10M3 8h10');
export const minus = stroke('M3 8h10');
export const fit = stroke('M2.5 6V2.5H6m4 0h3.5V6m0 4v3.5H10m-4 0H2.5V10');
export const eye = stroke(
  'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zm6.5-1.75a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5z',
);
