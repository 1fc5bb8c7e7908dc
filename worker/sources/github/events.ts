import * as z from 'zod';
import type { DeploymentEvent, JobEvent, RunEvent, StepFacts } from '../../../protocol/index.ts';
import { httpUrl, latestOf, optionalId, sourceId, text, time, toId } from '../lenient.ts';
import type { Mapping, Whereabouts } from '../mapping.ts';
import { readPayload } from '../read.ts';
import type { Words } from '../words.ts';
import { deploymentState, githubState } from './status.ts';

/** https://docs.github.com/webhooks/webhook-events-and-payloads */

const person = z.object({ login: text }).optional().catch(undefined);
const attempt = z.int().min(1).max(1000).optional().catch(undefined);
const word = z.string().nullable().catch(null);
/** What may stand in a path of the API: `owner/name`. */
const repository = z
  .object({ full_name: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/) })
  .optional()
  .catch(undefined);
/** GitHub's own limit; what a step is called is cut below, so that a job fits its row. */
const MAX_STEPS = 1000;
const MAX_STEP_NAME = 200;

const workflowRun = z.object({
  repository,
  workflow_run: z.object({
    id: sourceId,
    run_attempt: attempt,
    status: word,
    conclusion: word,
    name: text,
    path: text,
    display_title: text,
    head_branch: text,
    head_sha: text,
    html_url: httpUrl,
    event: text,
    created_at: time,
    run_started_at: time,
    updated_at: time,
    actor: person,
    triggering_actor: person,
  }),
});

const step = z.object({
  number: z.int().nonnegative(),
  name: text,
  status: word,
  conclusion: word,
  started_at: time,
  completed_at: time,
});

const workflowJob = z.object({
  repository,
  workflow_job: z.object({
    id: sourceId,
    run_id: sourceId,
    run_attempt: attempt,
    workflow_name: text,
    head_sha: text,
    name: text,
    status: word,
    conclusion: word,
    created_at: time,
    started_at: time,
    completed_at: time,
    labels: z.array(z.unknown()).catch([]),
    runner_name: text,
    steps: z.array(z.unknown()).catch([]),
  }),
  deployment: z.object({ environment: text, updated_at: time }).optional().catch(undefined),
});

const deployment = z.object({
  deployment: z.object({ id: sourceId, environment: text, sha: text, ref: text, created_at: time, updated_at: time }),
  deployment_status: z
    .object({ state: z.string(), environment: text, environment_url: httpUrl, target_url: httpUrl, updated_at: time })
    .optional()
    .catch(undefined),
  workflow_run: z.object({ id: optionalId }).nullish().catch(null),
});

/** What a delivery of GitHub means; `event` is its header `X-GitHub-Event`. */
export function mapGithub(event: string, payload: unknown): Mapping {
  switch (event) {
    case 'workflow_run':
      return mapRun(readPayload(workflowRun, payload));
    case 'workflow_job':
      return mapJob(readPayload(workflowJob, payload));
    case 'deployment':
    case 'deployment_status':
      return mapDeployment(readPayload(deployment, payload));
    case 'ping':
      return { ignored: 'ping: the connection works' };
    case 'check_run':
      return { ignored: 'check runs are not jobs of a workflow' };
    case 'push':
      return { ignored: 'a push starts no run by itself; its workflow_run does' };
    default:
      return { ignored: `no use for the event ${event.slice(0, 100)}` };
  }
}

export const githubRunId = (id: string): string => `github:${id}`;

function mapRun({ workflow_run: run, repository: home }: z.infer<typeof workflowRun>): Mapping {
  const { name: workflow, path, head_sha: sha } = run;
  const state = githubState(run.status, run.conclusion);
  if (state === undefined) return WITHOUT_STATUS;
  return { events: [runEvent(run, state)], whereabouts: whereabouts(run.id, home, { workflow, path, sha }) };
}

const WITHOUT_STATUS: Mapping = { ignored: 'it does not say how it stands' };

const whereabouts = (
  run: string,
  home: z.infer<typeof repository>,
  more: Pick<Whereabouts, 'workflow' | 'path' | 'sha'>,
): Whereabouts | undefined => home && { run: githubRunId(run), system: 'github', project: home.full_name, ...more };

function runEvent(run: z.infer<typeof workflowRun>['workflow_run'], state: Words): RunEvent {
  return {
    event: 'run',
    run: githubRunId(run.id),
    at: run.updated_at,
    attempt: run.run_attempt,
    ...state,
    ref: run.head_branch,
    sha: run.head_sha,
    title: run.display_title ?? run.name,
    actor: run.triggering_actor?.login ?? run.actor?.login,
    trigger: run.event,
    url: run.html_url,
    // `created_at` stays that of the first attempt; each attempt's own start is `run_started_at`.
    createdTime: run.created_at,
    startTime: run.run_started_at,
    endTime: state.status === 'completed' ? run.updated_at : undefined,
  };
}

function mapJob({ workflow_job: job, deployment: gate, repository: home }: z.infer<typeof workflowJob>): Mapping {
  const state = githubState(job.status, job.conclusion);
  if (state === undefined) return WITHOUT_STATUS;
  const name = job.name ?? `Job ${job.id}`;
  // A check run that an action creates arrives as a job without labels, steps and runner; a skipped job looks alike.
  const phantom = job.labels.length === 0 && job.steps.length === 0 && job.runner_name === undefined;
  if (phantom && state.conclusion !== 'skipped') return { ignored: 'a check run that looks like a job' };
  const steps = job.steps.slice(0, MAX_STEPS).flatMap((entry) => toStep(step.safeParse(entry)) ?? []);
  const begun = state.status === 'running' || state.status === 'completed';
  const lastStep = latestOf(
    ...steps.flatMap(({ startTime, endTime }) => [startTime ?? undefined, endTime ?? undefined]),
  );
  const event: JobEvent = {
    event: 'job',
    run: githubRunId(job.run_id),
    job: toId(name),
    externalId: job.id,
    distinct: true,
    nickname: job.name === undefined ? true : undefined,
    name,
    group: groupOf(name),
    at: job.completed_at ?? (begun ? latestOf(job.started_at, lastStep) : (gate?.updated_at ?? job.created_at)),
    attempt: job.run_attempt,
    ...state,
    waitReason: state.status === 'waiting' ? (state.waitReason ?? (gate ? 'approval' : 'resource')) : undefined,
    environment: gate?.environment,
    runner: job.runner_name,
    queuedTime: job.created_at,
    // Until the job runs, `started_at` repeats `created_at`.
    startTime: begun && state.conclusion !== 'skipped' ? job.started_at : undefined,
    endTime: job.completed_at,
    steps: steps.length > 0 ? steps : undefined,
  };
  const { workflow_name: workflow, head_sha: sha } = job;
  return { events: [event], whereabouts: whereabouts(job.run_id, home, { workflow, sha }) };
}

function toStep(result: z.ZodSafeParseResult<z.infer<typeof step>>): StepFacts | undefined {
  if (!result.success) return undefined;
  const { number, name, status, conclusion, started_at, completed_at } = result.data;
  const state = githubState(status, conclusion);
  return {
    number,
    name: name?.slice(0, MAX_STEP_NAME) ?? `Step ${number}`,
    status: state?.status ?? 'created',
    conclusion: state?.conclusion,
    startTime: started_at,
    endTime: completed_at,
  };
}

/** The jobs of one matrix or one reusable workflow belong together: `test (18)`, `deploy / upload`. */
function groupOf(name: string): string | undefined {
  const called = name.indexOf(' / ');
  if (called > 0) return name.slice(0, called);
  return /^(.{1,200}?) \(.+\)$/.exec(name)?.[1];
}

function mapDeployment(payload: z.infer<typeof deployment>): Mapping {
  const { deployment: made, deployment_status: status, workflow_run } = payload;
  const state = status ? deploymentState(status.state) : undefined;
  const environment = status?.environment ?? made.environment;
  const run = workflow_run?.id === undefined ? `github:deployment:${made.id}` : githubRunId(workflow_run.id);
  const at = status?.updated_at ?? made.created_at;
  const event: DeploymentEvent = {
    event: 'deployment',
    run,
    deployment: made.id,
    at,
    environment,
    status: state?.status ?? 'queued',
    conclusion: state?.conclusion,
    url: status?.environment_url ?? status?.target_url,
    sha: made.sha,
  };
  if (workflow_run?.id !== undefined) return { events: [event] };
  // Made by another system than Actions, for a commit. It has not failed when the next one takes its place.
  const isSuperseded = status?.state === 'inactive';
  const alone: RunEvent = {
    event: 'run',
    run,
    at: isSuperseded ? made.created_at : at,
    reconciles: true,
    title: `Deployment to ${environment ?? 'an environment'}`,
    ref: made.ref,
    sha: made.sha,
    status: state?.status ?? 'queued',
    conclusion: isSuperseded ? 'success' : state?.conclusion,
    createdTime: made.created_at,
  };
  return { events: [alone, event], tie: made.sha === undefined ? undefined : { kind: 'commit', key: made.sha } };
}
