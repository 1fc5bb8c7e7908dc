import { LIVE_STAGE, QUEUED_STAGE, type StageConfig } from './config.ts';
import { compareText } from './facts.ts';
import type { Deployment, Job, Millis, RunScalars, Stage } from './run.ts';
import { rankOf, worstConclusion, type Conclusion, type Status } from './status.ts';
import { fits } from './wildcard.ts';

/** What a stage without jobs of its own mirrors. */
export type RunOutline = Pick<RunScalars, 'status' | 'conclusion' | 'startTime' | 'endTime'> & {
  createdTime: Millis | null;
};

/** The stages of a run in their order: those of the config, then those that only jobs name, as they began. */
export function deriveStages(
  configured: readonly StageConfig[],
  run: RunOutline,
  jobs: readonly Job[],
  deployments: readonly Deployment[],
): Stage[] {
  const members = groupByStage(jobs);
  const extra = [...members.keys()]
    .filter((id) => !configured.some((stage) => stage.id === id))
    .map((id) => ({ id, name: id, kind: 'other' as const }));
  const worked = new Map(
    [...configured, ...extra].flatMap(({ id, name, kind }) => {
      const group = members.get(id);
      return group ? [[id, { id, name, kind, ...summarizeJobs(group) }] as const] : [];
    }),
  );
  const wentLive =
    [...worked.values()].some((stage) => stage.kind === 'deploy' && stage.conclusion === 'success') ||
    deployments.some((deployment) => deployment.conclusion === 'success');
  const ordered = configured.map(
    ({ id, name, kind }) => worked.get(id) ?? { id, name, kind, ...mirrored(id, run, wentLive) },
  );
  const appended = extra
    .flatMap(({ id }) => worked.get(id) ?? [])
    .sort((a, b) => (a.startTime ?? Infinity) - (b.startTime ?? Infinity) || compareText(a.id, b.id));
  return [...ordered, ...appended];
}

/** The conclusion that a job has for others: a failure that is allowed does not count as one. */
export const countedConclusion = (job: Job): Conclusion | null =>
  job.allowFailure && job.conclusion !== null && job.conclusion !== 'skipped' ? 'success' : job.conclusion;

/** Finds the stage of a job by its name, for sources that know no stages. */
export function matchStage(configured: readonly StageConfig[], name: string): string | null {
  const text = name.toLowerCase();
  return configured.find((stage) => stage.match.some((pattern) => fits(pattern.toLowerCase(), text)))?.id ?? null;
}

/** The stages of a run: its source's own where it has any, each with what the config says of it, else those of the config. */
export function stagesOf(
  named: readonly string[] | undefined,
  configured: readonly StageConfig[],
): readonly StageConfig[] {
  if (named === undefined || named.length === 0) return configured;
  return [...new Set(named)].map((id) => {
    const exact = configured.find((stage) => stage.id === id);
    if (exact) return exact;
    const like = configured.find((stage) => stage.id === matchStage(configured, id));
    return {
      id,
      name: id,
      kind: like?.kind ?? 'other',
      match: [],
      activates: like?.activates ?? { nodes: [], connections: [] },
    };
  });
}

function groupByStage(jobs: readonly Job[]): Map<string, Job[]> {
  const members = new Map<string, Job[]>();
  for (const job of jobs) {
    if (job.stage === null) continue;
    const group = members.get(job.stage);
    if (group) group.push(job);
    else members.set(job.stage, [job]);
  }
  return members;
}

export type Progress = Omit<Stage, 'id' | 'name' | 'kind'>;

/** How a group of jobs stands as a whole. The group is not empty. */
export function summarizeJobs(jobs: readonly Job[]): Progress {
  const status = groupStatus(jobs);
  const ended = status === 'completed';
  const total = jobs.reduce((sum, job) => sum + (job.status === 'completed' ? 100 : job.progress), 0);
  return {
    status,
    conclusion: ended ? worstConclusion(jobs.flatMap((job) => countedConclusion(job) ?? [])) : null,
    progress: Math.floor(total / jobs.length),
    startTime: extreme(
      Math.min,
      jobs.map((job) => job.startTime),
    ),
    endTime: ended
      ? extreme(
          Math.max,
          jobs.map((job) => job.endTime),
        )
      : null,
  };
}

/** Running as soon as one member runs, or as soon as some have ended and others have not. */
export function groupStatus(jobs: readonly Job[]): Status {
  if (jobs.every((job) => job.status === 'completed')) return 'completed';
  if (jobs.some((job) => rankOf(job.status) >= rankOf('running') && job.conclusion !== 'skipped')) return 'running';
  if (jobs.some((job) => job.status === 'waiting')) return 'waiting';
  return jobs.some((job) => job.status === 'queued') ? 'queued' : 'created';
}

/** A stage without jobs: in line while the run is, live when something was deployed, else simply not part of this run. */
function mirrored(id: string, run: RunOutline, wentLive: boolean): Progress {
  const begun = rankOf(run.status) >= rankOf('running');
  if (id === QUEUED_STAGE) {
    const { createdTime, startTime } = run;
    return begun
      ? { status: 'completed', conclusion: 'success', progress: 100, startTime: createdTime, endTime: startTime }
      : { status: run.status, conclusion: null, progress: 0, startTime: createdTime, endTime: null };
  }
  if (run.status !== 'completed')
    return { status: 'created', conclusion: null, progress: 0, startTime: null, endTime: null };
  const live = id === LIVE_STAGE && run.conclusion === 'success' && wentLive;
  return live
    ? { status: 'completed', conclusion: 'success', progress: 100, startTime: run.endTime, endTime: run.endTime }
    : { status: 'completed', conclusion: 'skipped', progress: 0, startTime: null, endTime: null };
}

/** The least or greatest of the times that are known. */
export function extreme(choose: (...values: number[]) => number, times: readonly (Millis | null)[]): Millis | null {
  return times.reduce((chosen, time) => (chosen === null ? time : time === null ? chosen : choose(chosen, time)), null);
}
