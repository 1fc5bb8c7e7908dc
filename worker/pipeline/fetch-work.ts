import { stampDelivered } from '../../protocol/index.ts';
import { secretsFor } from '../auth/secrets.ts';
import type { Env } from '../env.ts';
import { openLog, readState as readGithubState, type GithubApi } from '../sources/github/api.ts';
import { fetchWorkflow } from '../sources/github/fetch-workflow.ts';
import { withSteps } from '../sources/github/steps.ts';
import { planEvents } from '../sources/github/workflow.ts';
import { openTrace, readState as readGitlabState, type GitlabApi } from '../sources/gitlab/api.ts';
import { readLog } from '../sources/log-text.ts';
import type { Whereabouts } from '../sources/mapping.ts';
import { GRAPH_RANKS, graphOf, graphOfTheLastRun, type Reach } from './draft-graph.ts';
import { FetchFailed, type Fetch } from './fetches.ts';
import { addLines, ingest } from './ingest.ts';
import { homeOf } from './remote-runs.ts';
import { isRefusal } from './rpc.ts';
import type { Turn, Turns } from './turn.ts';
import { answered, unanswered } from './watch.ts';
import { whereaboutsOf } from './whereabouts.ts';

const SYSTEMS = { github: 'GITHUB_TOKEN', gitlab: 'GITLAB_TOKEN' } as const;

/** The systems that can be asked about the runs of a pipeline. */
export function reachOf(env: Env, pipeline: string): Reach {
  const systems = Object.keys(SYSTEMS) as Whereabouts['system'][];
  return new Set(systems.filter((system) => tokenFor(env, system, pipeline) !== null));
}

/** Fetches one thing from where the run is at home, and puts it into the run. */
export async function fetchInto(turns: Turns, env: Env, wanted: Fetch, signal: AbortSignal): Promise<void> {
  if (wanted.kind === 'state') return fetchState(turns, env, wanted, signal);
  const { pipeline, home } = turns.read((turn) => ({
    pipeline: turn.pipeline,
    // A run may be gone by now.
    home: turn.runs.get(wanted.run) && whereaboutsOf(turn, wanted.run),
  }));
  if (home === null) return;
  const token = tokenFor(env, home.system, pipeline);
  if (token === null) throw new FetchFailed(`There is no ${SYSTEMS[home.system]} any more.`, { lasting: true });
  const run = wanted.run.slice(home.system.length + 1);
  if (wanted.kind === 'graph') {
    const jobs = await fetchWorkflow(githubApi(env, token, signal), { ...home, run });
    write(turns, wanted, (turn) => {
      const plan = planEvents(jobs, wanted.run, GRAPH_RANKS.workflow);
      ingest(turn, home.system, [graphOf(wanted.run, 'workflow'), ...plan]);
    });
    return;
  }
  const response =
    home.system === 'github'
      ? await openLog(githubApi(env, token, signal), home.project, wanted.job)
      : await openTrace(gitlabApi(env, token, signal), home.project, wanted.job);
  await takeLog(turns, wanted, response);
}

/** Asks how a run stands that nothing has been heard of. */
async function fetchState(turns: Turns, env: Env, wanted: Fetch, signal: AbortSignal): Promise<void> {
  const { pipeline, home } = turns.read((turn) => {
    const known = turn.runs.get(wanted.run);
    return { pipeline: turn.pipeline, home: known && homeOf(turn, known) };
  });
  if (home === null) return;
  const token = tokenFor(env, home.system, pipeline);
  if (token === null) throw new FetchFailed(`There is no ${SYSTEMS[home.system]} any more.`, { lasting: true });
  const mappings =
    home.system === 'github'
      ? await readGithubState(githubApi(env, token, signal), home.project, home.id)
      : await readGitlabState(gitlabApi(env, token, signal), home.project, home.id);
  write(turns, wanted, (turn) => {
    answered(
      turn,
      wanted.run,
      mappings.flatMap(({ events = [] }) => events.map((event) => stampDelivered(event, turn.now))),
    );
  });
}

/**
 * What is done where something cannot be had: without its graph, a run is drawn like the last one of its kind; one of which
 * nobody can say how it stands may be lost.
 */
export function doWithout(turn: Turn, fetch: Fetch, why: string): void {
  const { kind, run } = fetch;
  if (isForbidden(kind, why)) tellOf(turn, fetch, why);
  if (kind === 'state') return unanswered(turn, fetch);
  if (kind === 'graph' && turn.runs.get(run) !== null) ingest(turn, 'github', graphOfTheLastRun(turn, run));
}

/** What the token may not read is somebody's to mend. A job that was cancelled before it began has no log, which is nobody's. */
const isForbidden = (kind: Fetch['kind'], why: string): boolean =>
  (kind === 'log' ? /^40[13] / : /^40[134] /).test(why);

/** Beside what came stands what could not be fetched: both are looked up when a run does not look as it should. */
function tellOf({ deliveries, runs, now: time }: Turn, { kind, run }: Fetch, why: string): void {
  const source = runs.get(run)?.state.source ?? 'api';
  deliveries.reject({ id: null, source, event: `fetch ${kind}`, time, outcome: 'rejected', why, run });
}

/** The lines go in with the row that says so, in one turn: a log is never in twice. */
async function takeLog(turns: Turns, wanted: Fetch, response: Response): Promise<void> {
  const since = turns.read(({ runs, now }) => jobOf(runs.get(wanted.run)?.view, wanted)?.startTime ?? now);
  const lines = await readLog((response.body ?? []) as AsyncIterable<Uint8Array>, since);
  write(turns, wanted, (turn) => {
    const job = jobOf(turn.runs.get(wanted.run)?.view, wanted);
    // A command inside the job has reported its log as it was written.
    if (job === undefined || job.lines > 0 || lines.length === 0) return;
    const { id, stage, steps } = job;
    addLines(
      turn,
      wanted.run,
      id,
      'api',
      withSteps(lines, steps).map((line) => ({ ...line, job: id, stage })),
    );
  });
}

const jobOf = <J extends { externalId: string | null }>(
  run: { jobs: readonly J[] } | null | undefined,
  { job }: Fetch,
): J | undefined => run?.jobs.find(({ externalId }) => externalId === job);

/** Once only, also when two have fetched the same. */
function write(turns: Turns, { kind, run, job }: Fetch, work: (turn: Turn) => void): void {
  const answer = turns.write((turn) => {
    const [row] = turn.sql
      .exec<{ state: string }>('SELECT state FROM fetches WHERE kind = ? AND run = ? AND job = ?', kind, run, job)
      .toArray();
    if (row?.state !== 'open') return {};
    work(turn);
    turn.sql.exec("UPDATE fetches SET state = 'done' WHERE kind = ? AND run = ? AND job = ?", kind, run, job);
    return {};
  });
  if (isRefusal(answer)) throw new FetchFailed(answer.detail, { lasting: true });
}

const tokenFor = (env: Env, system: Whereabouts['system'], pipeline: string): string | null =>
  secretsFor(env, SYSTEMS[system], pipeline)[0] ?? null;

const githubApi = (env: Env, token: string, signal: AbortSignal): GithubApi => ({
  base: env.GITHUB_API_URL ?? 'https://api.github.com',
  token,
  signal,
});

const gitlabApi = (env: Env, token: string, signal: AbortSignal): GitlabApi => ({
  base: env.GITLAB_API_URL ?? 'https://gitlab.com/api/v4',
  token,
  signal,
});
