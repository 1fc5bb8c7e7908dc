import * as z from 'zod';
import { allPages, ask, followed, textOf } from '../fetching.ts';
import type { Mapping } from '../mapping.ts';
import type { WorkflowFile } from './called-workflows.ts';
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

const workflowRun = z.object({
  path: z.string().max(1000),
  head_sha: z.string().max(100),
  referenced_workflows: z.array(z.object({ path: z.string(), sha: z.string().regex(/^[0-9a-f]{40,64}$/) })).catch([]),
});

/** What a run was made of. */
export interface RunFiles {
  path: string;
  sha: string;
  /** The commits of the files that GitHub let it call, by `owner/name/path@ref`, where the ref may also be the commit. */
  called: ReadonlyMap<string, string>;
}

/** Which workflow files a run was made of. Deliveries of jobs do not say it. */
export async function readRun(api: GithubApi, project: string, run: string): Promise<RunFiles> {
  const response = await request(api, `/repos/${project}/actions/runs/${run}`, 'application/vnd.github+json');
  const {
    path,
    head_sha: sha,
    referenced_workflows: called,
  } = workflowRun.parse(JSON.parse(await textOf(response, MAX_FILE)));
  const named = called.map((file): [string, string] => [file.path, file.sha]);
  const pinned = named.map(([name, commit]): [string, string] => [name.replace(/@.*$/, `@${commit}`), commit]);
  return { path, sha, called: new Map([...named, ...pinned]) };
}

export async function readFile(api: GithubApi, { project, path, ref }: WorkflowFile): Promise<string> {
  const address = `/repos/${project}/contents/${path}?ref=${encodeURIComponent(ref)}`;
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
