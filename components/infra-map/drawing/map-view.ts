import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TopologyNode } from '../../../protocol/index.ts';
import { boxView, type BoxContext } from '../../graph/box.ts';
import { edgesView, type Column } from '../../graph/frame.ts';
import type { Picture } from '../../graph/graph-element.ts';
import type { Crowd } from '../../graph/handling/crowd.ts';
import type { Selection } from '../../store/types.ts';
import type { Route } from '../../graph/index.ts';
import { pathOf } from '../../graph/path.ts';
import { SIZES } from './geometry.ts';
import { LOOKS, type Lights } from './lights.ts';
import { lightIcon, markView } from './marks.ts';
import { arrowOf, leadsTo, type Plan, type Zone } from './plan.ts';
import { kindName, tm } from './strings.ts';

export const pictureOf = (plan: Plan, lights: Lights, context: BoxContext, options: LinesOptions): Picture => ({
  role: 'listbox',
  label: tm(context.lang, 'map.title'),
  layout: plan.layout,
  sizes: SIZES,
  edges: linesView(plan, lights, options),
  crowd: crowdOf(lights),
  columns: columnsOf(plan, lights, context),
});

/** Each zone with its nodes. */
const columnsOf = (plan: Plan, lights: Lights, context: BoxContext): Column[] =>
  plan.zones.map((zone, index) => ({
    id: zone.id,
    ...headOf(zone, lights, context.lang),
    layers: [
      (plan.layout.layers[index] ?? [])
        .flatMap((node) => (context.isDrawn(node) ? (plan.nodes.get(node) ?? []) : []))
        .map((node) => [{ id: node.id, view: nodeView(node, plan, lights, context) }] as const),
    ],
  }));

/** The name of a zone, with how many nodes there are in it and how many of them are hit, or at work. */
function headOf({ name, nodes }: Zone, { nodes: lit }: Lights, lang: string): Pick<Column, 'label' | 'heading'> {
  const count = nodes.length;
  const light =
    (['failed', 'active'] as const).find((light) => nodes.some(({ id }) => lit.get(id) === light)) ?? 'idle';
  const part = nodes.filter(({ id }) => lit.get(id) === light).length;
  const words = [
    name,
    count > 1 && tm(lang, 'map.nodes', { count }),
    part > 0 && `${part} ${tm(lang, `light.${light}`)}`,
  ];
  const heading = html`<div class="heading muted" title=${name ?? nothing} aria-hidden="true">
    <span class="truncate" dir="auto">${name}</span>
    ${count > 1 ? html`<span class="count look-${LOOKS[light]}">${lightIcon(light)} ${part > 0 ? `${part}/` : ''}${count}</span>` : nothing}
  </div>`;
  return { label: name && words.filter(Boolean).join(', '), heading };
}

function nodeView(
  { id, name, kind, instances: count = 1 }: TopologyNode,
  plan: Plan,
  lights: Lights,
  context: BoxContext,
): TemplateResult {
  const { lang } = context;
  const light = lights.nodes.get(id) ?? 'idle';
  const names = leadsTo(plan, id);
  const leads = names && tm(lang, 'map.leads', { names });
  const kindWord = kindName(kind, lang);
  const what = kindWord === name ? '' : kindWord;
  const instances = count > 1 && tm(lang, 'map.instances', { count });
  return boxView(
    {
      id,
      classes: 'card',
      look: LOOKS[light],
      place: null,
      name: [name, what, instances, tm(lang, `light.${light}`), leads].filter(Boolean).join(', '),
      card: html`<span class="tile" aria-hidden="true">${markView(kind)}</span>
        <span class="name" dir="auto" title=${name} aria-hidden="true">${name}</span>
        <span class="more muted" dir="auto" aria-hidden="true">${leads || what}</span>
        <span class="instances muted" title=${instances || nothing} aria-hidden="true"
          >${instances ? `×${count}` : nothing}</span
        >
        <span class="light" aria-hidden="true">${lightIcon(light)}</span>`,
    },
    context,
  );
}

interface LinesOptions {
  /** A node or a connection. */
  readonly selected: Selection | null;
  /** Whether any of it is on the screen. */
  readonly seen: boolean;
  /** Of very many connections only those of what is selected are drawn here, for the others are the crowd. */
  readonly isLarge: boolean;
  readonly onSelect: (selection: Selection) => void;
}

/** The connections, and what flows along those that are active. */
function linesView(
  { layout }: Plan,
  lights: Lights,
  { selected, seen, isLarge, onSelect }: LinesOptions,
): TemplateResult {
  const isNear = ({ edge: { id, from, to } }: Route): boolean => !!selected && [id, from, to].includes(selected.id);
  const lines = repeat(
    isLarge ? layout.routes.filter(isNear) : layout.routes,
    ({ edge }) => edge.id,
    (route) => {
      const { id, label } = route.edge;
      const d = pathOf(route, SIZES);
      return svg`<g class="connection ${lightOf(lights, id)} ${isNear(route) ? 'near' : ''}" data-connection=${id} @click=${() => onSelect({ kind: 'connection', id })}>
        <path class="reach" d=${d}>${label && svg`<title>${label}</title>`}</path>
        <path part="edge" class="edge" d=${d + arrowOf(route)} />
      </g>`;
    },
  );
  const isActive = ({ edge }: Route): boolean => lights.connections.get(edge.id) === 'active';
  const flowing = (seen ? layout.routes.filter(isActive) : []).map((route) => pathOf(route, SIZES)).join('');
  return html`${edgesView('', layout, SIZES, [isLarge ? svg`<g class="crowd"></g>` : nothing, lines])}
  ${flowing ? PHASES.map((phase) => edgesView(`flow phase-${phase}`, layout, SIZES, svg`<path d=${flowing} />`)) : nothing}`;
}

/** How those of very many look that are not drawn one by one. */
const crowdOf = (lights: Lights): Crowd => ({
  line: ({ id }) => `edge ${lightOf(lights, id)}`,
  outline: (id) => `outline look-${LOOKS[lights.nodes.get(id) ?? 'idle']}`,
});

const lightOf = ({ connections }: Lights, id: string): string => `light-${connections.get(id) ?? 'idle'}`;

/**
 * The pictures that the flow is made of. Each has dots at another quarter of the way from dot to dot, and they light up in turn:
 * so it takes four layers whose opacity changes, which the compositor does alone, however many connections flow.
 */
export const PHASES = [0, 1, 2, 3] as const;
