import * as z from 'zod';
import { allPages, ask, followed, textOf } from '../fetching.ts';
import type { Mapping } from '../mapping.ts';
import { mapGithub } from './events.ts';

/** https://docs.github.com/rest */
export interface GithubApi {
  /** `https://api.github.com`, or `https://<host>/api/v3` of GitHub Enterprise Server. */
  base: string;
  token: string;
  /** Ends what takes too long. */
  signal: AbortSignal;
}

/** A workflow file is at most 512 KB. */
const MAX_FILE = 1_000_000;

const workflowRun = z.object({ path: z.string().max(1000), head_sha: z.string().max(100) });

/** Which workflow file a run was made of. Deliveries of jobs do not say it. */
export async function readRun(api: GithubApi, project: string, run: string): Promise<{ path: string; sha: string }> {
  const response = await request(api, `/repos/${project}/actions/runs/${run}`, 'application/vnd.github+json');
  const { path, head_sha: sha } = workflowRun.parse(JSON.parse(await textOf(response, MAX_FILE)));
  return { path, sha };
}

export async function readFile(api: GithubApi, project: string, path: string, sha: string): Promise<string> {
  const address = `/repos/${project}/contents/${path}?ref=${encodeURIComponent(sha)}`;
  return textOf(await request(api, address, 'application/vnd.github.raw+json'), MAX_FILE);
}

/** The log of a job that has ended; also while its run goes on. */
export const openLog = async (api: GithubApi, project: string, job: string): Promise<Response> =>
  followed(await request(api, `/repos/${project}/actions/jobs/${job}/logs`, 'application/vnd.github+json'), api.signal);

const MAX_PAGE = 10_000_000;

const jobsPage = z.object({ jobs: z.array(z.unknown()) });

/** How a run stands, and the jobs of all its attempts: as if GitHub had sent its webhooks again. */
export async function readState(api: GithubApi, project: string, id: string): Promise<Mapping[]> {
  const accept = 'application/vnd.github+json';
  const path = `/repos/${project}/actions/runs/${id}`;
  const run: unknown = JSON.parse(await textOf(await request(api, path, accept), MAX_FILE));
  const jobs = await allPages(async (query) => {
    const page = await request(api, `${path}/jobs?filter=all&${query}`, accept);
    return jobsPage.parse(JSON.parse(await textOf(page, MAX_PAGE))).jobs;
  });
  return [
    mapGithub('workflow_run', { workflow_run: run }),
    ...jobs.map((job) => mapGithub('workflow_job', { workflow_job: job })),
  ];
}

const request = ({ base, token, signal }: GithubApi, path: string, accept: string): Promise<Response> =>
  ask(
    `${base.replace(/\/+$/, '')}${path}`,
    {
      accept,
      authorization: `Bearer ${token}`,
      'user-agent': 'pipeline-widgets',
      'x-github-api-version': '2022-11-28',
    },
    signal,
  );
