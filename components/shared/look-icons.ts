import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { icon, line, RING, solid, spinner } from './icons.ts';
import type { Look } from './look.ts';

/** A full disc with a figure cut out of it: things that have ended. */
const disc = (d: string): SVGTemplateResult => svg`${solid(RING)}<g class="cut">${line(d, 1.75)}</g>`;

/** A shape for each look: they differ in form, never in colour alone. */
export const LOOK_SHAPES: Readonly<Record<Look, SVGTemplateResult>> = {
  success: disc('M4.75 8.25 7 10.5l4.25-4.75'),
  failure: disc('m5.5 5.5 5 5m0-5-5 5'),
  allowed: disc('M8 4.25v4.5m0 2.75v.01'),
  neutral: disc('M5 8h6'),
  cancelled: solid('M5.3 1.75h5.4l3.55 3.55v5.4l-3.55 3.55H5.3L1.75 10.7V5.3zM4.5 4.5v7h7v-7z'),
  skipped: line(`${RING}M5.25 5l3 3-3 3m5.25-6v6`),
  running: spinner,
  queued: svg`${line(RING)}${line('M5 8h.01M8 8h.01M11 8h.01', 2.2)}`,
  waiting: line(`${RING}M8 4.5V8l2.5 1.5`),
  created: svg`<g stroke-dasharray="1 3.91">${line(RING)}</g>`,
};

export const lookIcon = (look: Look): TemplateResult => icon(LOOK_SHAPES[look]);
