import { stampDelivered, type Delivery, type EventsAnswer, type IgnoredAnswer } from '../../protocol/index.ts';
import { askForLogs, draftGraph, type Reach } from './draft-graph.ts';
import { ingest } from './ingest.ts';
import { recognise } from './remote-runs.ts';
import { isNew } from './seen.ts';
import type { Delivered, RejectedDelivery } from './rpc.ts';
import type { Turn } from './turn.ts';

/** Lets deliveries take effect, each once, and notes what became of it: all of that is one turn. */
export function deliver(turn: Turn, deliveries: readonly Delivered[], reach: Reach): EventsAnswer | IgnoredAnswer {
  const answer = { accepted: 0, duplicates: 0 };
  let ignored: string | null = null;
  for (const delivered of deliveries) {
    const became = take(turn, delivered, reach);
    const { key: id, source, event } = delivered;
    turn.deliveries.record({ id, source, event, time: turn.now, ...became });
    if (became.outcome === 'ignored') ignored = became.why;
    else if (became.outcome === 'duplicate') answer.duplicates += 1;
    else answer.accepted += 1;
  }
  return ignored !== null && answer.accepted + answer.duplicates === 0 ? { ignored } : answer;
}

export const reject = ({ deliveries, now }: Turn, { source, event, why }: RejectedDelivery): void =>
  deliveries.reject({ id: null, source, event, time: now, outcome: 'rejected', why, run: null });

type Became = Pick<Delivery, 'outcome' | 'why' | 'run'>;

function take(turn: Turn, { source, key, mapping, inOrder }: Delivered, reach: Reach): Became {
  if (mapping.ignored !== undefined) return { outcome: 'ignored', why: mapping.ignored, run: null };
  const run = mapping.events[0]?.run ?? null;
  if (!isNew(turn.sql, source, key, turn.now)) return { outcome: 'duplicate', why: 'It was here before.', run };
  const { head } = turn.journal;
  recognise(turn, mapping.events);
  const runs = new Set(mapping.events.map((event) => event.run));
  const drafts = [...runs].flatMap((id) => draftGraph(turn, id, mapping.whereabouts, reach));
  const events = inOrder ? mapping.events : mapping.events.map((event) => stampDelivered(event, turn.now));
  ingest(turn, source, [...events, ...drafts]);
  askForLogs(turn, mapping, reach);
  if (turn.journal.head > head) return { outcome: 'applied', why: null, run };
  return { outcome: 'stale', why: 'It says nothing that was not known.', run };
}
