import { jobKey, type DeploymentEvent, type PipelineEvent } from '../../protocol/index.ts';
import type { Mapping, Tie } from '../sources/mapping.ts';
import type { Drafts } from './ingest.ts';
import type { Turn } from './turn.ts';

/** Runs that are looked through for a job: a deployment comes while its job is at work. */
const RECENT_RUNS = 100;

/**
 * Deployments whose source does not name the run that they are part of, but a commit or a job of it. They are shown in every
 * run that has it, whichever was here first; one that came before any of them is a run of its own besides.
 */
export function withHomes(
  turn: Turn,
  drafts: Drafts,
  tie: Tie | undefined,
  events: readonly PipelineEvent[],
): readonly PipelineEvent[] {
  if (tie === undefined) return events;
  const deployments = events.filter((event) => event.event === 'deployment');
  for (const event of deployments) {
    turn.sql.exec(
      'INSERT OR IGNORE INTO ties (kind, key, event, at) VALUES (?, ?, ?, ?)',
      tie.kind,
      tie.key,
      JSON.stringify(event),
      turn.now,
    );
  }
  // What came with the same request must be found, too.
  drafts.commit();
  const homes = runsWith(turn, tie);
  const tied = homes.flatMap((run) => deployments.map((event): DeploymentEvent => ({ ...event, run })));
  const isDetached = homes.length === 0 || events.some(({ run }) => turn.runs.get(run) !== null);
  return isDetached ? [...events, ...tied] : tied;
}

/** The deployments that came before the run, or the job, that they are tied to. */
export function earlierDeployments(turn: Turn, { events = [], whereabouts }: Mapping): DeploymentEvent[] {
  if (whereabouts === undefined) return [];
  const { run, sha, system } = whereabouts;
  if (system === 'github') return sha === undefined ? [] : deploymentsOf(turn, { kind: 'commit', key: sha }, run);
  const hasAny = turn.sql.exec("SELECT 1 FROM ties WHERE kind = 'job' LIMIT 1").toArray().length > 0;
  if (!hasAny) return [];
  return events.flatMap((event) =>
    event.event === 'job' && event.externalId !== undefined
      ? deploymentsOf(turn, { kind: 'job', key: event.externalId }, run)
      : [],
  );
}

const deploymentsOf = ({ sql }: Turn, { kind, key }: Tie, run: string): DeploymentEvent[] =>
  sql
    .exec<{ event: string }>('SELECT event FROM ties WHERE kind = ? AND key = ?', kind, key)
    .toArray()
    .map(({ event }) => ({ ...(JSON.parse(event) as DeploymentEvent), run }));

function runsWith({ sql }: Turn, { kind, key }: Tie): string[] {
  const rows =
    kind === 'commit'
      ? sql.exec<{ id: string }>("SELECT run AS id FROM whereabouts WHERE system = 'github' AND sha = ?", key)
      : sql.exec<{ id: string }>(
          `SELECT runs.id FROM runs JOIN entities ON entities.run = runs.number AND kind = 'job' AND entities.id = ?
           WHERE source = 'gitlab' AND number IN (SELECT number FROM runs ORDER BY number DESC LIMIT ?)`,
          jobKey({ job: '', externalId: key }),
          RECENT_RUNS,
        );
  return rows.toArray().map(({ id }) => id);
}
