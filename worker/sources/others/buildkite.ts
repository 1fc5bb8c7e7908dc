import * as z from 'zod';
import type { JobEvent, RunEvent } from '../../../protocol/index.ts';
import { count, flag, httpUrl, latestOf, sourceId, text, time, toId } from '../lenient.ts';
import type { Mapping } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { translate, type Words } from '../words.ts';

/** https://buildkite.com/docs/apis/webhooks/pipelines */

const build = z.object({
  id: sourceId,
  state: z.string(),
  blocked: flag,
  branch: text,
  commit: text,
  message: text,
  web_url: httpUrl,
  source: text,
  created_at: time,
  started_at: time,
  finished_at: time,
  creator: z.object({ name: text }).nullish().catch(null),
});

const job = z.object({
  id: sourceId,
  name: text,
  step_key: text,
  group_key: text,
  matrix: z.record(z.string(), z.unknown()).nullish().catch(null),
  parallel_group_index: count,
  parallel_group_total: count,
  state: z.string(),
  soft_failed: flag,
  retries_count: count,
  exit_status: z.int().optional().catch(undefined),
  created_at: time,
  runnable_at: time,
  started_at: time,
  finished_at: time,
  agent: z.object({ name: text }).nullish().catch(null),
});

const buildEvent = z.object({ build });
const jobEvent = z.object({ job, build: z.object({ id: sourceId }) });

/** A job that is `waiting` or `pending` has not been reached; one that is `scheduled` waits for an agent. */
const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['waiting', { status: 'created' }],
  ['pending', { status: 'created' }],
  ['scheduled', { status: 'queued' }],
  ['finished', { status: 'completed', conclusion: 'neutral' }],
  ['unblocked', { status: 'completed', conclusion: 'success' }],
]);

/** What a delivery of Buildkite means; `event` is its header `X-Buildkite-Event`. */
export function mapBuildkite(event: string, payload: unknown): Mapping {
  if (event.startsWith('build.')) return { events: [runEvent(readPayload(buildEvent, payload).build)] };
  if (event.startsWith('job.')) return { events: [toJobEvent(readPayload(jobEvent, payload))] };
  return { ignored: `no use for the event ${event.slice(0, 100)}` };
}

const runId = (id: string): string => `buildkite:${id}`;

/** A build behind a block step says `passed` and `blocked`: it waits, and may go on. */
function runEvent(told: z.infer<typeof build>): RunEvent {
  const state: Words = told.blocked ? { status: 'waiting', waitReason: 'approval' } : translate(told.state, WORDS);
  return {
    event: 'run',
    run: runId(told.id),
    at: latestOf(told.created_at, told.started_at, told.finished_at),
    reconciles: true,
    ...state,
    ref: told.branch,
    sha: told.commit,
    title: told.message?.split('\n')[0],
    actor: told.creator?.name,
    trigger: told.source,
    url: told.web_url,
    createdTime: told.created_at,
    startTime: told.started_at,
    endTime: state.status === 'completed' ? told.finished_at : undefined,
  };
}

/** What tells the jobs of a matrix from each other, and parallel ones: they have their step's key in common. */
function legOf({ matrix, parallel_group_index: index, parallel_group_total: total }: z.infer<typeof job>): string {
  const values = Object.values(matrix ?? {}).filter((value) => typeof value === 'string' || typeof value === 'number');
  const leg = [...values, ...(index === undefined ? [] : [`${index + 1}/${total ?? '?'}`])];
  return leg.length === 0 ? '' : `(${leg.join(', ')})`;
}

function toJobEvent({ job: told, build: { id } }: z.infer<typeof jobEvent>): JobEvent {
  const state = translate(
    told.state === 'finished' ? (told.exit_status === 0 ? 'passed' : 'failed') : told.state,
    WORDS,
  );
  return {
    event: 'job',
    run: runId(id),
    job: toId([told.step_key ?? told.name ?? told.id, legOf(told)].filter(Boolean).join(' ')),
    externalId: told.id,
    name: told.name ?? told.step_key,
    group: told.group_key ?? (legOf(told) === '' ? undefined : told.step_key),
    at: latestOf(told.created_at, told.runnable_at, told.started_at, told.finished_at),
    ...state,
    sourceStatus: told.state,
    allowFailure: told.soft_failed,
    retries: told.retries_count,
    runner: told.agent?.name,
    failureReason: told.exit_status ? `exit status ${told.exit_status}` : undefined,
    queuedTime: told.runnable_at,
    startTime: told.started_at,
    endTime: told.finished_at,
  };
}
