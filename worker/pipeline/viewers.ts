import { DEFAULT_REPLAY_LINES, encodeEvent, MAX_REPLAY_LINES, parseEventId } from '../../protocol/index.ts';
import type { Env } from '../env.ts';
import { replay } from './replay.ts';
import { snapshot } from './snapshot.ts';
import type { Turn } from './turn.ts';

/** Above it fan-out to one viewer after the other gets late; relays do it side by side. */
const VIEWERS_PER_OBJECT = 500;

/** How many viewers an object takes. A variable that is no number is as if it were not set. */
export function capacityOf({ VIEWERS_PER_OBJECT: variable }: Pick<Env, 'VIEWERS_PER_OBJECT'>): number {
  const set = Number(variable);
  return Number.isInteger(set) && set > 0 ? set : VIEWERS_PER_OBJECT;
}

/** The object's answer when a relay has room for the viewer and it has not: 421, with the relay's number. */
export const ELSEWHERE = 421;

/** What a viewer asks for: `?lastEventId=&logs=&run=`. */
export interface ViewerQuery {
  lastEventId: string | null;
  logs: number;
  run: string | null;
}

export function viewerQuery({ searchParams }: URL): ViewerQuery {
  const logs = searchParams.get('logs');
  const asked = logs !== null && /^\d{1,9}$/.test(logs) ? Number(logs) : DEFAULT_REPLAY_LINES;
  return {
    lastEventId: searchParams.get('lastEventId'),
    logs: Math.min(asked, MAX_REPLAY_LINES),
    run: searchParams.get('run') || null,
  };
}

/** What a viewer sees first: exactly what it missed, or else the whole as it is. */
export function catchUp(turn: Turn, query: ViewerQuery, viewers: number): string {
  const last = parseEventId(query.lastEventId);
  const missed = last?.epoch === turn.journal.epoch ? replay(turn, last.seq, query.run) : null;
  return missed === null
    ? snapshot(turn, query, viewers)
    : missed + encodeEvent({ event: 'presence', data: { viewers } });
}
