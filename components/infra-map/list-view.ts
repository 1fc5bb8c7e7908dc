import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { stateView } from './details-view.ts';
import type { Lights } from './lights.ts';
import { nodeOf, type Plan } from './plan.ts';
import { kindName, tm } from './strings.ts';

export interface ListOptions {
  readonly lang: string;
  readonly lights: Lights;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** The same as the map for those who would rather read rows. */
export function listView(plan: Plan, { lang, lights, selected, onSelect }: ListOptions): TemplateResult {
  return html`<table>
    <caption class="visually-hidden">
      ${tm(lang, 'map.title')}
    </caption>
    <thead>
      <tr>
        ${(['node', 'kind', 'group', 'state', 'to'] as const).map((key) => html`<th scope="col">${tm(lang, `map.${key}`)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        plan.topology.nodes,
        ({ id }) => id,
        ({ id, name, kind, group }) => {
          const light = lights.nodes.get(id) ?? 'idle';
          const leadsTo = plan.topology.connections.flatMap(({ from, to }) =>
            from === id ? (nodeOf(plan, to)?.name ?? []) : [],
          );
          return html`<tr>
            <th scope="row">
              <button class="link" type="button" aria-pressed=${selected === id} @click=${() => onSelect(id)}>
                ${name}
              </button>
            </th>
            <td>${kindName(kind, lang)}</td>
            <td>${group ?? nothing}</td>
            <td>${stateView(light, lang)}</td>
            <td>${leadsTo.join(', ')}</td>
          </tr>`;
        },
      )}
    </tbody>
  </table>`;
}
