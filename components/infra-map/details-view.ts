import { html, type TemplateResult } from 'lit';
import type { StageConfig, TopologyConnection, TopologyNode } from '../../protocol/index.ts';
import { detailsView, type Facts } from '../graph/details.ts';
import { external, icon } from '../shared/icons.ts';
import { safeUrl } from '../shared/url.ts';
import type { Light, Lights } from './lights.ts';
import { lightIcon, markView } from './node-view.ts';
import { connectionsOf, nodeOf, type Plan } from './plan.ts';
import { kindName, tm } from './strings.ts';

export interface DetailsOptions {
  readonly lang: string;
  readonly plan: Plan;
  readonly lights: Lights;
  readonly stages: readonly StageConfig[];
  readonly onSelect: (kind: 'node' | 'connection', id: string) => void;
  readonly onClose: () => void;
}

/** All that is known of a node. */
export function nodeDetails(node: TopologyNode, options: DetailsOptions): TemplateResult {
  const { lang, plan, lights, stages, onSelect, onClose } = options;
  const url = safeUrl(node.url);
  const lit = stages.filter(({ activates }) => activates.nodes.includes(node.id));
  const connections = connectionsOf(plan, node.id).map((connection) => {
    const away = connection.from === node.id;
    const other = nodeOf(plan, away ? connection.to : connection.from)?.name ?? '';
    const words = tm(lang, away ? 'map.to' : 'map.from');
    return html`<li>
      <button class="link" type="button" @click=${() => onSelect('connection', connection.id)}>
        ${words} ${other}${connection.label ? ` (${connection.label})` : ''}
      </button>
    </li>`;
  });
  const status = stateView(lights.nodes.get(node.id) ?? 'idle', lang);
  const facts: Facts = [
    [tm(lang, 'map.kind'), kindName(node.kind, lang)],
    [tm(lang, 'map.group'), node.group],
    [tm(lang, 'map.stages'), lit.map(({ name }) => name).join(', ')],
    [tm(lang, 'map.url'), url && html`<a href=${url} target="_blank" rel="noopener">${url} ${icon(external)}</a>`],
    [
      tm(lang, 'map.connections'),
      connections.length > 0 &&
        html`<ul>
          ${connections}
        </ul>`,
    ],
  ];
  return detailsView({ lang, name: node.name, mark: markView(node.kind), status, facts, onClose });
}

export function connectionDetails(
  { id, from, to, label }: TopologyConnection,
  options: DetailsOptions,
): TemplateResult {
  const { lang, plan, lights, stages, onSelect, onClose } = options;
  const [start, end] = [nodeOf(plan, from), nodeOf(plan, to)];
  const lit = stages.filter(({ activates }) => activates.connections.includes(id));
  const link = (node: TopologyNode | undefined): unknown =>
    node && html`<button class="link" type="button" @click=${() => onSelect('node', node.id)}>${node.name}</button>`;
  const name = tm(lang, 'map.connection', { from: start?.name ?? from, to: end?.name ?? to });
  const status = stateView(lights.connections.get(id) ?? 'idle', lang);
  const facts: Facts = [
    [tm(lang, 'map.from'), link(start)],
    [tm(lang, 'map.to'), link(end)],
    [tm(lang, 'map.carries'), label],
    [tm(lang, 'map.stages'), lit.map(({ name }) => name).join(', ')],
  ];
  return detailsView({ lang, name, status, facts, onClose });
}

export const stateView = (light: Light, lang: string): TemplateResult =>
  html`<span class="state light-${light}">${lightIcon(light)}${tm(lang, `light.${light}`)}</span>`;
