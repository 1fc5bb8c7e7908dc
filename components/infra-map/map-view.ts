import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TopologyNode } from '../../protocol/index.ts';
import { boxView, type BoxContext } from '../graph/box.ts';
import { edgesView, type Column } from '../graph/frame.ts';
import type { Selection } from '../store/types.ts';
import { SIZES } from './geometry.ts';
import { LOOKS, type Lights } from './lights.ts';
import { lightIcon, markView } from './marks.ts';
import { arrowOf, leadsTo, nodeOf, type Plan } from './plan.ts';
import { kindName, tm } from './strings.ts';

/** Each zone with its nodes. */
export const columnsOf = (plan: Plan, lights: Lights, context: BoxContext): Column[] =>
  plan.zones.map(({ id, name }, index) => ({
    id,
    label: name,
    heading: html`<div class="heading truncate muted" dir="auto" title=${name ?? nothing} aria-hidden="true">
      ${name}
    </div>`,
    layers: [
      (plan.layout.layers[index] ?? [])
        .flatMap((node) => nodeOf(plan, node) ?? [])
        .map((node) => [{ id: node.id, view: nodeView(node, plan, lights, context) }] as const),
    ],
  }));

function nodeView({ id, name, kind }: TopologyNode, plan: Plan, lights: Lights, context: BoxContext): TemplateResult {
  const { lang } = context;
  const light = lights.nodes.get(id) ?? 'idle';
  const names = leadsTo(plan, id);
  const leads = names && tm(lang, 'map.leads', { names });
  const kindWord = kindName(kind, lang);
  const what = kindWord === name ? '' : kindWord;
  return boxView(
    {
      id,
      classes: 'card',
      look: LOOKS[light],
      place: null,
      name: [name, what, tm(lang, `light.${light}`), leads].filter(Boolean).join(', '),
      card: html`<span class="tile" aria-hidden="true">${markView(kind)}</span>
        <span class="name" dir="auto" title=${name} aria-hidden="true">${name}</span>
        <span class="more muted" dir="auto" aria-hidden="true">${leads || what}</span>
        <span class="light" aria-hidden="true">${lightIcon(light)}</span>`,
    },
    context,
  );
}

/** The connections, and what flows along those that are active. */
export function linesView(
  { layout }: Plan,
  lights: Lights,
  selected: Selection | null,
  { seen, onSelect }: { readonly seen: boolean; readonly onSelect: (selection: Selection) => void },
): TemplateResult {
  const isSelected = (kind: Selection['kind'], id: string): boolean => selected?.kind === kind && selected.id === id;
  const lines = repeat(
    layout.routes,
    ({ edge }) => edge.id,
    (route) => {
      const { d, edge } = route;
      const { id, from, to, label } = edge;
      const near = isSelected('connection', id) || isSelected('node', from) || isSelected('node', to) ? 'near' : '';
      return svg`<g class="connection light-${lights.connections.get(id) ?? 'idle'} ${near}" data-connection=${id} @click=${() => onSelect({ kind: 'connection', id })}>
        <path class="reach" d=${d}>${label && svg`<title>${label}</title>`}</path>
        <path part="edge" class="edge" d=${d} />
        <path class="edge arrow" d=${arrowOf(route)} />
      </g>`;
    },
  );
  const active = layout.routes.filter(({ edge }) => lights.connections.get(edge.id) === 'active');
  return html`${edgesView('', layout, SIZES, lines)}
  ${
    seen && active.length > 0
      ? PHASES.map((phase) =>
          edgesView(
            `flow phase-${phase}`,
            layout,
            SIZES,
            active.map(({ d }) => svg`<path d=${d} />`),
          ),
        )
      : nothing
  }`;
}

/**
 * The pictures that the flow is made of. Each has dots at another sixth of the way from dot to dot, and they light up in turn:
 * so it takes six layers whose opacity changes, which the compositor does alone, however many connections flow.
 */
export const PHASES = [0, 1, 2, 3, 4, 5] as const;
