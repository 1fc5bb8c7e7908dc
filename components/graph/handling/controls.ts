import { html, nothing, type TemplateResult } from 'lit';
import { icon, line } from '../../shared/icons.ts';
import { t } from './strings.ts';
import type { Grip } from './grip.ts';
import type { Zoom } from './zoom.ts';

/** By how much a key or a button scales. */
const STEP = 1.25;

type Act = 'farther' | 'nearer' | 'fit' | 'reset';

const MARKS = {
  farther: 'M3.5 8h9',
  nearer: 'M8 3.5v9M3.5 8h9',
  fit: 'M2.5 6V2.5H6m4 0h3.5V6m0 4v3.5H10m-4 0H2.5V10',
  reset: 'M3 8a5 5 0 1 0 1.5-3.5L3 6m0-3.5V6h3.5',
} as const satisfies Readonly<Record<Act, string>>;

const KEYS: Readonly<Record<string, Act>> = { '-': 'farther', '+': 'nearer', '=': 'nearer', '0': 'reset' };

/** What a key does to the scale; null for all others. */
export const actOf = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): Act | null =>
  ctrlKey || altKey || metaKey ? null : (KEYS[key] ?? null);

export function act(zoom: Zoom | null, what: Act): void {
  if (!zoom) return;
  if (what === 'fit') zoom.fit();
  else if (what === 'reset') zoom.reset();
  else zoom.by(what === 'nearer' ? STEP : 1 / STEP);
}

/** The buttons in the corner of a graph. */
export const controlsView = (grip: Grip, lang: string): TemplateResult =>
  html`<div part="toolbar" class="zoom ${grip.zoom?.isScaled ? 'used' : ''}">
    ${(Object.keys(MARKS) as Act[]).map((what) =>
      what === 'reset' && !grip.zoom?.isScaled
        ? nothing
        : html`<button
            class="button plain square"
            type="button"
            aria-label=${t(lang, `graph.${what}`)}
            title=${t(lang, `graph.${what}`)}
            @click=${() => act(grip.zoom, what)}
          >
            ${icon(line(MARKS[what]))}
          </button>`,
    )}
  </div>`;
