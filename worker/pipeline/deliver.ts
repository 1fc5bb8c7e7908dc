import { stampDelivered, type Delivery, type EventsAnswer, type IgnoredAnswer } from '../../protocol/index.ts';
import { askForLogs, draftGraph, type Reach } from './draft-graph.ts';
import type { Drafts } from './ingest.ts';
import { recognise } from './remote-runs.ts';
import { isNew } from './seen.ts';
import type { Delivered, RejectedDelivery } from './rpc.ts';
import { earlierDeployments, withHomes } from './ties.ts';
import type { Turn } from './turn.ts';

/** Lets deliveries take effect, each once, and notes what became of it. What they make of runs is written with the drafts. */
export function deliver(
  turn: Turn,
  drafts: Drafts,
  deliveries: readonly Delivered[],
  reach: Reach,
): EventsAnswer | IgnoredAnswer {
  const answer = { accepted: 0, duplicates: 0 };
  let ignored: string | null = null;
  for (const delivered of deliveries) {
    const { key: id, source, event, mapping } = delivered;
    const news = take(turn, drafts, delivered, reach);
    const [home] = mapping.tie ? (news ?? []) : [];
    const run = home ?? mapping.events?.[0]?.run ?? null;
    const became = (changed: ReadonlySet<string>): Pick<Delivery, 'outcome' | 'why'> => {
      if (mapping.ignored !== undefined) return { outcome: 'ignored', why: mapping.ignored };
      if (news === null) return { outcome: 'duplicate', why: 'It was here before.' };
      if ([...news].some((id) => changed.has(id))) return { outcome: 'applied', why: null };
      return { outcome: 'stale', why: 'It says nothing that was not known.' };
    };
    drafts.afterwards((changed) => {
      turn.deliveries.record({ id, source, event, time: turn.now, run, ...became(changed) });
    });
    if (mapping.ignored !== undefined) ignored = mapping.ignored;
    else if (news === null) answer.duplicates += 1;
    else answer.accepted += 1;
  }
  return ignored !== null && answer.accepted + answer.duplicates === 0 ? { ignored } : answer;
}

export const reject = ({ deliveries, now }: Turn, { source, event, why }: RejectedDelivery): void =>
  deliveries.reject({ id: null, source, event, time: now, outcome: 'rejected', why, run: null });

/** The runs of which the delivery says something new; null when it has been here before. */
function take(
  turn: Turn,
  drafts: Drafts,
  { source, key, mapping, inOrder }: Delivered,
  reach: Reach,
): ReadonlySet<string> | null {
  if (mapping.ignored !== undefined) return NO_NEWS;
  if (!isNew(turn.sql, source, key, turn.now)) return null;
  recognise(turn, drafts, mapping.events);
  const runs = new Set(mapping.events.map((event) => event.run));
  const graphs = [...runs].flatMap((id) => draftGraph(turn, id, mapping.whereabouts, reach));
  const events = inOrder ? mapping.events : mapping.events.map((event) => stampDelivered(event, turn.now));
  const homed = withHomes(turn, drafts, mapping.tie, events);
  const { news } = drafts.add(source, [...homed, ...graphs, ...earlierDeployments(turn, mapping)]);
  askForLogs(turn, mapping, reach);
  return news;
}

const NO_NEWS: ReadonlySet<string> = new Set();
