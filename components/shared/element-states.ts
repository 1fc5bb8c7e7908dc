import type { Run } from '../../protocol/index.ts';
import type { StoreSnapshot } from '../store/types.ts';
import { PwConnectionChangeEvent, PwRunChangeEvent, PwStatusChangeEvent } from './events.ts';
import { lookOf, type Look } from './look.ts';

/** What CSS can ask for: `log-viewer:state(stale) { … }`. */
export type ElementState = 'connecting' | 'live' | 'stale' | 'error' | 'empty' | 'running' | 'failed';

const BY_LOOK: Readonly<Partial<Record<Look, ElementState>>> = { running: 'running', failure: 'failed' };

export function statesOf(snapshot: StoreSnapshot | null): ElementState[] {
  const run = snapshot?.run;
  const states = [snapshot?.connection, run ? BY_LOOK[lookOf(run)] : 'empty'];
  return states.filter((state) => state !== undefined && state !== 'idle');
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
