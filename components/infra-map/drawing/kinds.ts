import type { ReactiveControllerHost } from 'lit';
import type { TopologyNode } from '../../../protocol/index.ts';
import { Part } from '../../shared/part.ts';

/** Marks of our own for kinds of infrastructure: lines on a grid of 24 x 24. */
const MARKS: Readonly<Record<string, string>> = {
  // The world with its meridians.
  edge: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM3.2 12h17.6M12 3c4.6 5 4.6 13 0 18-4.6-5-4.6-13 0-18z',
  // A browser's window.
  pages: 'M3.5 5h17v14h-17zm0 4.25h17m-13 4h5m-5 3h8M6 7.15h.01m2.99 0h.01',
  // Brackets around what runs.
  worker: 'M7.5 5.5 3 12l4.5 6.5m9-13L21 12l-4.5 6.5M13.5 6l-3 12',
  // One thing that keeps itself.
  'durable-object': 'M12 2.75 20 7.2v9.6l-8 4.45-8-4.45V7.2zM4.2 7.3 12 11.75l7.8-4.45M12 11.75v9.25',
  // A key.
  kv: 'M8 8.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm4 4h9.5v3.5m-3.5-3.5v2.5',
  // A drum with a table in it.
  d1: 'M4.5 6c0-1.5 3.4-2.75 7.5-2.75S19.5 4.5 19.5 6s-3.4 2.75-7.5 2.75S4.5 7.5 4.5 6zv12c0 1.5 3.4 2.75 7.5 2.75s7.5-1.25 7.5-2.75V6m-15 6c0 1.5 3.4 2.75 7.5 2.75s7.5-1.25 7.5-2.75',
  // Two lines of work that meet.
  github:
    'M7 4.25a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 11.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm10-11.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM7 8.25v7.5m10-7.5c0 4.5-6 3.5-9.4 7.5',
};

const GENERIC = 'M4 5h16v5.5H4zm0 8.5h16V19H4zM7.5 7.75h.01M7.5 16.25h.01M11 7.75h5M11 16.25h5';

const more = new Part(() => import('./kinds/index.ts'));

/** What is known of other kinds, for a map that has some; `host` is drawn again when it is here. */
export function fetchKinds(nodes: readonly TopologyNode[], host: ReactiveControllerHost): void {
  if (!nodes.every(({ kind }) => Object.hasOwn(MARKS, kind))) more.for(host);
}

/** The mark of a kind; one for all kinds that have none of their own. */
export function markOf(kind: string): string {
  for (const marks of [MARKS, more.module?.MARKS])
    if (marks && Object.hasOwn(marks, kind)) return marks[kind] ?? GENERIC;
  return GENERIC;
}

/** The name of a kind that is not among the strings of the map. */
export const otherKindName = (kind: string, lang: string): string => more.module?.nameOf(kind, lang) ?? kind;
