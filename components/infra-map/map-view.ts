import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { edgesView, layerView, stretchOf, type Entry } from '../graph/frame.ts';
import { SIZES } from './geometry.ts';
import type { Light, Lights } from './lights.ts';
import { nodeView } from './node-view.ts';
import { nodeOf, type Plan, type Zone } from './plan.ts';
import { tm } from './strings.ts';

export interface MapOptions {
  readonly lang: string;
  readonly lights: Lights;
  /** The id of the one node that the Tab key leads to. */
  readonly tabStop: string | null;
  readonly selected: { readonly kind: string; readonly id: string } | null;
  /** Whether anybody can see it: only then does anything move. */
  readonly seen: boolean;
  readonly onClick: (event: Event) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function mapView(plan: Plan, options: MapOptions): TemplateResult {
  const { layout } = plan;
  return html`<div
    class="graph ${stretchOf(layout)}"
    role="listbox"
    aria-label=${tm(options.lang, 'map.title')}
    @click=${options.onClick}
    @keydown=${options.onKeyDown}
  >
    ${edgesView('', layout, SIZES, linesView(plan, options))} ${flowView(plan, options)}
    ${repeat(
      plan.zones,
      ({ id }) => id,
      (zone, index) => zoneView(zone, layout.layers[index] ?? [], plan, options),
    )}
  </div>`;
}

function zoneView(
  { id, name }: Zone,
  ids: readonly string[],
  plan: Plan,
  { lang, lights, tabStop, selected }: MapOptions,
): TemplateResult {
  const entries = ids.flatMap((node): Entry[] => {
    const found = nodeOf(plan, node);
    if (!found) return [];
    const leadsTo = plan.topology.connections.flatMap(({ from, to }) =>
      from === node ? (nodeOf(plan, to)?.name ?? []) : [],
    );
    const view = nodeView(found, {
      lang,
      leadsTo,
      light: lights.nodes.get(node) ?? 'idle',
      selected: selected?.kind === 'node' && selected.id === node,
      tabbable: tabStop === node,
    });
    return [{ id: node, rows: 1, view: html`<div class="entry">${view}</div>` }];
  });
  return html`<div class="column" role="group" aria-label=${name ?? nothing} data-zone=${id}>
    <div class="heading truncate muted" dir="auto" title=${name ?? nothing} aria-hidden="true">${name}</div>
    <div class="layers">${layerView(entries, plan.layout, SIZES)}</div>
  </div>`;
}

function linesView({ topology, paths }: Plan, { lights, selected }: MapOptions): unknown {
  const node = selected?.kind === 'node' ? selected.id : null;
  return repeat(
    topology.connections,
    ({ id }) => id,
    ({ id, from, to, label }) => {
      const path = paths.get(id);
      if (!path) return nothing;
      const light: Light = lights.connections.get(id) ?? 'idle';
      const chosen = selected?.kind === 'connection' && selected.id === id;
      const near = chosen || from === node || to === node ? 'near' : '';
      return svg`<g class="connection light-${light} ${near}" data-connection=${id}>
        <path class="reach" d=${path.line}>${label ? svg`<title>${label}</title>` : nothing}</path>
        <path part="edge" class="edge" d=${path.line} />
        <path class="edge arrow" d=${path.arrow} />
      </g>`;
    },
  );
}

/** How many pictures the flow is made of. */
const PHASES = [0, 1, 2, 3, 4, 5] as const;

/**
 * What flows along the active connections. Each picture has dots at another sixth of the way from dot to dot, and they light
 * up in turn: so it takes six layers whose opacity changes, which the compositor does alone, however many connections flow.
 */
function flowView({ layout, topology, paths }: Plan, { lights, seen }: MapOptions): unknown {
  const active = topology.connections.flatMap(({ id }) =>
    lights.connections.get(id) === 'active' ? (paths.get(id)?.line ?? []) : [],
  );
  if (!seen || active.length === 0) return nothing;
  return PHASES.map((phase) =>
    edgesView(
      `flow phase-${phase}`,
      layout,
      SIZES,
      active.map((d) => svg`<path d=${d} />`),
    ),
  );
}
