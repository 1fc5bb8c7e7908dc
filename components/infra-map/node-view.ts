import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { TopologyNode } from '../../protocol/index.ts';
import { icon, LOOK_SHAPES } from '../shared/icons.ts';
import { kindShape } from './kinds.ts';
import type { Light } from './lights.ts';
import { kindName, tm } from './strings.ts';

const pulse = svg`<path d="M1.5 8.5h3L6.75 3.5l3 9 1.75-4h3" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" />`;

/** A shape for each light: they differ in form, never in colour alone. */
const LIGHTS: Readonly<Record<Exclude<Light, 'idle'>, SVGTemplateResult>> = {
  active: pulse,
  failed: LOOK_SHAPES.failure,
  healthy: LOOK_SHAPES.success,
};

export const lightIcon = (light: Light): TemplateResult | typeof nothing =>
  light === 'idle' ? nothing : icon(LIGHTS[light]);

export const markView = (kind: string): TemplateResult =>
  html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${kindShape(kind)}</svg>`;

export interface NodeOptions {
  readonly lang: string;
  readonly light: Light;
  readonly selected: boolean;
  readonly tabbable: boolean;
  /** The names of the nodes that its connections lead to. */
  readonly leadsTo: readonly string[];
}

export function nodeView(
  { id, name, kind }: TopologyNode,
  { lang, light, selected, tabbable, leadsTo }: NodeOptions,
): TemplateResult {
  const leads = leadsTo.length > 0 ? tm(lang, 'map.leads', { names: leadsTo.join(', ') }) : null;
  const kindWord = kindName(kind, lang);
  const label = [name, kindWord === name ? null : kindWord, tm(lang, `light.${light}`), leads]
    .filter(Boolean)
    .join(', ');
  return html`<div
    part="node"
    class="box light-${light}"
    role="option"
    data-box=${id}
    tabindex=${tabbable ? 0 : -1}
    aria-selected=${selected ? 'true' : 'false'}
  >
    <span class="visually-hidden">${label}</span>
    <span class="tile" aria-hidden="true">${markView(kind)}</span>
    <span class="name" dir="auto" title=${name} aria-hidden="true">${name}</span>
    <span class="more muted" dir="auto" aria-hidden="true">${leads ?? (kindWord === name ? nothing : kindWord)}</span>
    <span class="light" aria-hidden="true">${lightIcon(light)}</span>
  </div>`;
}
