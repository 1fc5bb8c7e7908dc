import { html, nothing, type TemplateResult } from 'lit';
import type { StageConfig, TopologyConnection, TopologyNode } from '../../../protocol/index.ts';
import { detailsView, type Details } from '../../graph/opened/details.ts';
import { external } from '../../shared/action-icons.ts';
import { icon } from '../../shared/icons.ts';
import { safeUrl } from '../../shared/url.ts';
import type { Selection } from '../../store/types.ts';
import type { Lights } from '../drawing/lights.ts';
import { markView, stateView } from '../drawing/marks.ts';
import { connectionsOf, type Plan } from '../drawing/plan.ts';
import { kindName } from '../drawing/strings.ts';
import { td } from './strings.ts';

type Fact = 'kind' | 'instances' | 'group' | 'stages' | 'url' | 'connections' | 'from' | 'to' | 'carries';

export interface DetailsOptions {
  readonly lang: string;
  readonly plan: Plan;
  readonly lights: Lights;
  readonly stages: readonly StageConfig[];
  readonly onSelect: (selection: Selection) => void;
  readonly onClose: () => void;
}

/** All that is known of what is selected, if it is on the map. */
export function detailsOf({ kind, id }: Selection, options: DetailsOptions): unknown {
  const { nodes, topology } = options.plan;
  const node = kind === 'node' && nodes.get(id);
  if (node) return nodeDetails(node, options);
  const connection = kind === 'connection' && topology.connections.find((connection) => connection.id === id);
  return connection ? connectionDetails(connection, options) : nothing;
}

function nodeDetails({ id, name, kind, group, url, instances }: TopologyNode, options: DetailsOptions): TemplateResult {
  const { lang, plan, lights, onSelect } = options;
  const href = safeUrl(url);
  const connections = connectionsOf(plan, id).map((connection) => {
    const away = connection.from === id;
    const other = plan.nodes.get(away ? connection.to : connection.from)?.name ?? '';
    const words = `${td(lang, away ? 'map.to' : 'map.from')} ${other}`;
    return html`<li>
      ${linkView(connection.label ? `${words} (${connection.label})` : words, () => onSelect({ kind: 'connection', id: connection.id }))}
    </li>`;
  });
  return detailsView({
    ...commonOf(options),
    name,
    mark: markView(kind),
    status: stateView(lights.nodes.get(id) ?? 'idle', lang),
    facts: {
      kind: kindName(kind, lang),
      instances,
      group,
      stages: stagesOf(options, 'nodes', id),
      url: href && html`<a href=${href} target="_blank" rel="noopener">${href} ${icon(external)}</a>`,
      connections:
        connections.length > 0 &&
        html`<ul>
          ${connections}
        </ul>`,
    },
  });
}

function connectionDetails(connection: TopologyConnection, options: DetailsOptions): TemplateResult {
  const { lang, plan, lights, onSelect } = options;
  const { id, from, label } = connection;
  const [start, end] = [plan.nodes.get(from), plan.nodes.get(connection.to)];
  const link = (node: TopologyNode | undefined): unknown =>
    node && linkView(node.name, () => onSelect({ kind: 'node', id: node.id }));
  return detailsView({
    ...commonOf(options),
    name: td(lang, 'map.connection', { from: start?.name ?? from, to: end?.name ?? connection.to }),
    status: stateView(lights.connections.get(id) ?? 'idle', lang),
    facts: { from: link(start), to: link(end), carries: label, stages: stagesOf(options, 'connections', id) },
  });
}

const commonOf = ({ lang, onClose }: DetailsOptions): Pick<Details<Fact>, 'lang' | 'label' | 'onClose'> => ({
  lang,
  label: (key) => td(lang, `map.${key}`),
  onClose,
});

/** The names of the stages that light it up. */
const stagesOf = ({ stages }: DetailsOptions, things: 'nodes' | 'connections', id: string): string =>
  stages
    .filter(({ activates }) => activates[things].includes(id))
    .map(({ name }) => name)
    .join(', ');

const linkView = (words: string, onClick: () => void): TemplateResult =>
  html`<button class="link" type="button" @click=${onClick}>${words}</button>`;
