import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

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

export const RING = 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5z';

/** It turns, and stands still under reduced motion. */
export const spinner = svg`<g opacity=".25">${line(RING)}</g><g class="spin">${line('M8 1.75A6.25 6.25 0 0 1 14.25 8')}</g>${line('M8 8h.01', 4)}`;
export const refresh = line('M13.25 8A5.25 5.25 0 1 1 11.6 4.2L13.25 5.75m0-3.25v3.25H10');
export const info = line(`${RING}m0 5.75v3.75m0-6v.01`);
export const warning = line('M8 2.25 14.25 13H1.75zm0 4.25v3m0 2v.01');
