import * as z from 'zod';
import type { JobEvent, RunEvent } from '../../../protocol/index.ts';
import { httpUrl, latestOf, sourceId, text, time, toId } from '../lenient.ts';
import type { Mapping } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { translate, type Words } from '../words.ts';

/** Service hooks of Azure DevOps: https://learn.microsoft.com/azure/devops/service-hooks/events */

const word = z.string().nullish().catch(null);
const links = z
  .object({ web: z.object({ href: httpUrl }) })
  .optional()
  .catch(undefined);
const person = z.object({ displayName: text }).optional().catch(undefined);

const build = z.object({
  id: sourceId,
  buildNumber: text,
  status: word,
  result: word,
  queueTime: time,
  startTime: time,
  finishTime: time,
  reason: text,
  sourceBranch: text,
  sourceVersion: text,
  definition: z.object({ name: text }).optional().catch(undefined),
  requestedFor: person,
  requests: z
    .array(z.object({ requestedFor: person }))
    .optional()
    .catch(undefined),
  _links: links,
});

const run = z.object({
  id: sourceId,
  name: text,
  state: word,
  result: word,
  createdDate: time,
  finishedDate: time,
  _links: links,
});

const job = z.object({
  id: sourceId,
  name: z.string().min(1),
  attempt: z.int().min(1).max(1000).optional().catch(undefined),
  state: word,
  result: word,
  startTime: time,
  finishTime: time,
});

const stage = z.object({ name: text, displayName: text }).optional().catch(undefined);
const pipeline = z.object({ name: text }).optional().catch(undefined);

const buildComplete = z.object({ resource: build });
const runChanged = z.object({ resource: z.object({ run, pipeline }) });
const jobChanged = z.object({ resource: z.object({ run: z.object({ id: sourceId }), stage, job }) });

const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['notstarted', { status: 'queued' }],
  ['postponed', { status: 'queued' }],
  ['pending', { status: 'queued' }],
  ['cancelling', { status: 'running' }],
  ['completed', { status: 'completed', conclusion: 'neutral' }],
  ['stopped', { status: 'completed', conclusion: 'cancelled' }],
  ['succeededwithissues', { status: 'completed', conclusion: 'success' }],
  ['abandoned', { status: 'completed', conclusion: 'error' }],
]);

/** How it ended stands in `result`, or by an older version of the resource in the status itself. */
const stateOf = (status: string | null | undefined, result: string | null | undefined): Words | undefined =>
  result || status ? translate(result || (status ?? ''), WORDS) : undefined;

export function mapAzure(event: string, payload: unknown): Mapping {
  switch (event) {
    case 'build.complete':
      return { events: [fromBuild(readPayload(buildComplete, payload).resource)] };
    case 'ms.vss-pipelines.run-state-changed-event':
      return { events: [fromRun(readPayload(runChanged, payload).resource)] };
    case 'ms.vss-pipelines.job-state-changed-event':
      return { events: [fromJob(readPayload(jobChanged, payload).resource)] };
    case 'ms.vss-pipelines.stage-state-changed-event':
      return { ignored: 'stages show by their jobs' };
    default:
      return { ignored: `no use for the event ${event.slice(0, 100)}` };
  }
}

/** A run of a pipeline is a build, and has its number. */
const runId = (id: string): string => `azure:${id}`;

const fromBuild = (told: z.infer<typeof build>): RunEvent => ({
  event: 'run',
  run: runId(told.id),
  at: latestOf(told.queueTime, told.startTime, told.finishTime),
  ...stateOf(told.status, told.result),
  title: [told.definition?.name, told.buildNumber].filter(Boolean).join(' ') || undefined,
  ref: told.sourceBranch,
  sha: told.sourceVersion,
  actor: told.requestedFor?.displayName ?? told.requests?.[0]?.requestedFor?.displayName,
  trigger: told.reason,
  url: told._links?.web.href,
  createdTime: told.queueTime,
  startTime: told.startTime,
  endTime: told.finishTime,
});

const fromRun = ({ run: told, pipeline: of }: z.infer<typeof runChanged>['resource']): RunEvent => ({
  event: 'run',
  run: runId(told.id),
  at: latestOf(told.createdDate, told.finishedDate),
  ...stateOf(told.state, told.result),
  title: [of?.name, told.name].filter(Boolean).join(' ') || undefined,
  url: told._links?.web.href,
  createdTime: told.createdDate,
  startTime: told.createdDate,
  endTime: told.finishedDate,
});

function fromJob({ run: { id }, stage: of, job: told }: z.infer<typeof jobChanged>['resource']): JobEvent {
  const within = of?.displayName ?? of?.name;
  return {
    event: 'job',
    run: runId(id),
    job: toId(told.name),
    externalId: told.id,
    // Jobs of two stages may have one name, and mostly have: `Job`.
    distinct: true,
    name: told.name.slice(0, 1000),
    attempt: told.attempt,
    stage: within === undefined ? undefined : toId(within),
    at: latestOf(told.startTime, told.finishTime),
    ...stateOf(told.state, told.result),
    startTime: told.startTime,
    endTime: told.finishTime,
  };
}
