import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { icon, line } from '../../shared/icons.ts';
import { LOOK_SHAPES } from '../../shared/look-icons.ts';
import { markOf } from './kinds.ts';
import { LOOKS, type Light, type Lights } from './lights.ts';
import { tm } from './strings.ts';

/** A shape for each light: they differ in form, never in colour alone. */
export const SHAPES: Readonly<Record<Light, SVGTemplateResult | null>> = {
  active: line('M1.5 8.5h3L6.75 3.5l3 9 1.75-4h3', 1.75),
  failed: LOOK_SHAPES.failure,
  healthy: LOOK_SHAPES.success,
  idle: null,
};

export function lightIcon(light: Light): TemplateResult | typeof nothing {
  const shape = SHAPES[light];
  return shape ? icon(shape) : nothing;
}

/** Icon and words for a light, in its colour. */
export const stateView = (light: Light, lang: string): TemplateResult =>
  html`<span class="status look-${LOOKS[light]}">${lightIcon(light)}${tm(lang, `light.${light}`)}</span>`;

/** The marks that are on the map now, with their words. */
export function legendView({ nodes, connections }: Lights, lang: string): TemplateResult | typeof nothing {
  const shown = new Set([...nodes.values(), ...connections.values()]);
  if (shown.size === 0) return nothing;
  return html`<ul class="legend" aria-label=${tm(lang, 'map.legend')}>
    ${[...shown].map((light) => html`<li>${stateView(light, lang)}</li>`)}
  </ul>`;
}

/** What kind of thing a node is. */
export const markView = (kind: string): TemplateResult =>
  html`<svg
    class="mark"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d=${markOf(kind)} />
  </svg>`;
