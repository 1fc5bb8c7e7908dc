import type { Run } from '../../protocol/index.ts';
import type { StoreSnapshot } from '../store/types.ts';
import { PwConnectionChangeEvent, PwRunChangeEvent, PwStatusChangeEvent } from './events.ts';
import { lookOf } from './look.ts';

/** What CSS can ask for: `log-viewer:state(stale) { … }`. */
export type ElementState = 'connecting' | 'live' | 'stale' | 'error' | 'empty' | 'running' | 'failed';

const CONNECTIONS: ReadonlySet<string> = new Set(['connecting', 'live', 'stale', 'error'] satisfies ElementState[]);

export function statesOf(snapshot: StoreSnapshot | null): Set<ElementState> {
  const states = new Set<ElementState>();
  const run = snapshot?.run ?? null;
  if (snapshot && CONNECTIONS.has(snapshot.connection)) states.add(snapshot.connection as ElementState);
  if (run === null) states.add('empty');
  else if (lookOf(run) === 'running') states.add('running');
  else if (lookOf(run) === 'failure') states.add('failed');
  return states;
}

/** The events that tell a page how one snapshot became the other. */
export function changesBetween(before: StoreSnapshot | null, after: StoreSnapshot | null): Event[] {
  const events: Event[] = [];
  if (after && (before?.connection !== after.connection || before.error !== after.error)) {
    events.push(new PwConnectionChangeEvent(after.connection, after.error));
  }
  const was = before?.run ?? null;
  const is = after?.run ?? null;
  if (was?.id !== is?.id) events.push(new PwRunChangeEvent(is));
  if (is && (was?.id !== is.id || statusOf(was) !== statusOf(is))) events.push(new PwStatusChangeEvent(is));
  return events;
}

const statusOf = ({ attempt, status, conclusion }: Run): string => `${attempt} ${status} ${conclusion ?? ''}`;
