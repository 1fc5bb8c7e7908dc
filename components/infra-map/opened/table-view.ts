import type { TemplateResult } from 'lit';
import type { BoxContext } from '../../graph/box.ts';
import { tableView } from '../../graph/opened/table.ts';
import type { Lights } from '../drawing/lights.ts';
import { stateView } from '../drawing/marks.ts';
import { leadsTo, type Plan } from '../drawing/plan.ts';
import { kindName, tm } from '../drawing/strings.ts';
import { td } from './strings.ts';

const HEADINGS = ['node', 'kind', 'group', 'state', 'to'] as const;

/** The nodes as rows. */
export const nodesTable = (
  plan: Plan,
  lights: Lights,
  { lang, selected }: Pick<BoxContext, 'lang' | 'selected'>,
  onSelect: (id: string) => void,
): TemplateResult =>
  tableView({
    caption: tm(lang, 'map.title'),
    headings: HEADINGS.map((key) => td(lang, `map.${key}`)),
    groups: [
      {
        head: null,
        rows: plan.topology.nodes.map(({ id, name, kind, group }) => ({
          id,
          name,
          cells: [kindName(kind, lang), group, stateView(lights.nodes.get(id) ?? 'idle', lang), leadsTo(plan, id)],
        })),
      },
    ],
    selected,
    onSelect,
  });
