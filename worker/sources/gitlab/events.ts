import * as z from 'zod';
import type { DeploymentEvent, JobEvent, RunEvent } from '../../../protocol/index.ts';
import { count, flag, httpUrl, latestOf, optionalId, sourceId, text, time, toId } from '../lenient.ts';
import { UnreadablePayload, type Mapping, type Whereabouts } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { gitlabState } from './status.ts';

/** https://docs.gitlab.com/user/project/integrations/webhook_events. Variables may hold secrets: no schema here names them. */

const word = z.string().nullable().catch(null);
const person = z.object({ username: text, name: text }).nullish().catch(null);
const environment = z.object({ name: text }).nullish().catch(null);
const runner = z.object({ description: text }).nullish().catch(null);

const build = z.object({
  id: sourceId,
  stage: text,
  name: z.string().min(1),
  status: word,
  created_at: time,
  started_at: time,
  finished_at: time,
  failure_reason: text,
  allow_failure: flag,
  runner,
  environment,
});

const pipelineHook = z.object({
  object_attributes: z.object({
    id: sourceId,
    name: text,
    ref: text,
    sha: text,
    source: text,
    status: word,
    stages: z.array(z.string().min(1)).catch([]),
    created_at: time,
    finished_at: time,
    url: httpUrl,
  }),
  builds: z.array(z.unknown()).catch([]),
  commit: z.object({ title: text }).nullish().catch(null),
  merge_request: z.object({ title: text }).nullish().catch(null),
  user: person,
  source_pipeline: z.object({ pipeline_id: optionalId }).nullish().catch(null),
  project: z.object({ id: optionalId }).nullish().catch(null),
});

const jobHook = z.object({
  build_id: sourceId,
  build_name: z.string().min(1),
  build_stage: text,
  build_status: word,
  build_created_at: time,
  build_started_at: time,
  build_finished_at: time,
  build_status_changed_at: time,
  build_allow_failure: flag,
  build_failure_reason: text,
  retries_count: count,
  pipeline_id: sourceId,
  project_id: optionalId,
  runner,
  environment,
});

const deploymentHook = z.object({
  deployment_id: sourceId,
  deployable_id: optionalId,
  deployable_url: httpUrl,
  environment: text,
  environment_external_url: httpUrl,
  status: word,
  status_changed_at: time,
  short_sha: text,
  ref: text,
});

/**
 * What a hook of GitLab means, by its `object_kind`. GitLab switches a hook off that answers with errors, so that one which
 * cannot be read is ignored in a friendly way, too.
 */
export function mapGitlab(payload: unknown): Mapping {
  try {
    return mapKnown(payload);
  } catch (error) {
    if (!(error instanceof UnreadablePayload)) throw error;
    return { ignored: [error.message, ...error.issues.map(({ path }) => path)].join(' ').slice(0, 300) };
  }
}

function mapKnown(payload: unknown): Mapping {
  const kind = z.object({ object_kind: z.string() }).safeParse(payload);
  switch (kind.data?.object_kind) {
    case 'pipeline':
      return mapPipeline(readPayload(pipelineHook, payload));
    case 'build':
      return mapJob(readPayload(jobHook, payload));
    case 'deployment':
      return mapDeployment(readPayload(deploymentHook, payload));
    default:
      return {
        ignored: `no use for ${kind.success ? `the event ${kind.data.object_kind.slice(0, 100)}` : 'this payload'}`,
      };
  }
}

export const gitlabRunId = (pipeline: string): string => `gitlab:${pipeline}`;

const mapPipeline = (hook: z.infer<typeof pipelineHook>): Mapping => ({
  events: pipelineEvents(hook),
  whereabouts: whereabouts(hook.object_attributes.id, hook.project?.id),
});

const mapJob = (hook: z.infer<typeof jobHook>): Mapping => ({
  events: [fromJobHook(hook)],
  whereabouts: whereabouts(hook.pipeline_id, hook.project_id),
});

/** Projects are numbers: only those may stand in a path of the API. */
const whereabouts = (pipeline: string, project: string | undefined): Whereabouts | undefined =>
  project !== undefined && /^\d{1,15}$/.test(project)
    ? { run: gitlabRunId(pipeline), system: 'gitlab', project }
    : undefined;

/** The hook of a pipeline is the whole picture; it has no time of its own, so the latest time in it stands for that. */
function pipelineEvents({
  object_attributes: pipeline,
  ...rest
}: z.infer<typeof pipelineHook>): (RunEvent | JobEvent)[] {
  const builds = rest.builds.flatMap((entry) => build.safeParse(entry).data ?? []);
  const moments = builds.flatMap((entry) => [entry.created_at, entry.started_at, entry.finished_at]);
  const at = latestOf(pipeline.created_at, pipeline.finished_at, ...moments);
  const run = gitlabRunId(pipeline.id);
  const state = gitlabState(pipeline.status);
  const starts = builds.flatMap((entry) => entry.started_at ?? []);
  const event: RunEvent = {
    event: 'run',
    run,
    at,
    reconciles: true,
    ...state,
    ref: pipeline.ref,
    sha: pipeline.sha,
    title: pipeline.name ?? rest.merge_request?.title ?? rest.commit?.title,
    actor: rest.user?.username ?? rest.user?.name,
    trigger:
      rest.source_pipeline?.pipeline_id === undefined
        ? pipeline.source
        : `pipeline ${rest.source_pipeline.pipeline_id}`,
    url: pipeline.url,
    createdTime: pipeline.created_at,
    startTime: starts.length > 0 ? Math.min(...starts) : undefined,
    endTime: state?.status === 'completed' ? pipeline.finished_at : undefined,
    // Its API does not say them, and what is not said is not to be forgotten.
    stages: pipeline.stages.length > 0 ? pipeline.stages.slice(0, 50).map(toId) : undefined,
  };
  return [event, ...builds.map((entry) => fromBuild(run, entry))];
}

const fromBuild = (run: string, entry: z.infer<typeof build>): JobEvent => ({
  event: 'job',
  run,
  job: toId(entry.name),
  externalId: entry.id,
  name: entry.name.slice(0, 1000),
  stage: entry.stage === undefined ? undefined : toId(entry.stage),
  at: latestOf(entry.created_at, entry.started_at, entry.finished_at),
  ...gitlabState(entry.status, entry.failure_reason),
  allowFailure: entry.allow_failure,
  environment: entry.environment?.name,
  runner: entry.runner?.description,
  queuedTime: entry.created_at,
  startTime: entry.started_at,
  endTime: entry.finished_at,
});

/** The hook of a job tells of that job alone, and sometimes late: it only adds to what the pipeline's hook says. */
const fromJobHook = (hook: z.infer<typeof jobHook>): JobEvent => ({
  ...fromBuild(gitlabRunId(hook.pipeline_id), {
    id: hook.build_id,
    stage: hook.build_stage,
    name: hook.build_name,
    status: hook.build_status,
    created_at: hook.build_created_at,
    started_at: hook.build_started_at,
    finished_at: hook.build_finished_at,
    failure_reason: hook.build_failure_reason,
    allow_failure: hook.build_allow_failure,
    runner: hook.runner,
    environment: hook.environment,
  }),
  retries: hook.retries_count,
});

/** A deployment names its job and not its pipeline: until that is known it is shown as a run of its own. */
function mapDeployment(hook: z.infer<typeof deploymentHook>): Mapping {
  const run = `gitlab:deployment:${hook.deployment_id}`;
  const { status, conclusion, waitReason } = gitlabState(hook.status) ?? {};
  const at = hook.status_changed_at;
  const events: [RunEvent, DeploymentEvent] = [
    {
      event: 'run',
      run,
      at,
      reconciles: true,
      status,
      conclusion,
      waitReason,
      title: `Deployment to ${hook.environment ?? 'an environment'}`,
      ref: hook.ref,
      sha: hook.short_sha,
      url: hook.deployable_url,
    },
    {
      event: 'deployment',
      run,
      deployment: hook.deployment_id,
      at,
      status,
      conclusion,
      environment: hook.environment,
      url: hook.environment_external_url,
      sha: hook.short_sha,
    },
  ];
  return { events, tie: hook.deployable_id === undefined ? undefined : { kind: 'job', key: hook.deployable_id } };
}
