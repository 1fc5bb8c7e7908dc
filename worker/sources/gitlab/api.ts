import * as z from 'zod';
import { allPages, ask, textOf } from '../fetching.ts';
import type { Mapping } from '../mapping.ts';
import { mapGitlab } from './events.ts';

/** https://docs.gitlab.com/api/rest */
export interface GitlabApi {
  /** `https://gitlab.com/api/v4`, or that of an instance of one's own. */
  base: string;
  token: string;
  /** Ends what takes too long. */
  signal: AbortSignal;
}

const MAX_ANSWER = 10_000_000;

const pipeline = z.looseObject({ web_url: z.unknown().optional() });
const jobs = z.array(z.looseObject({}));

/** The log of a job. https://docs.gitlab.com/api/jobs/#get-a-log-file */
export const openTrace = (api: GitlabApi, project: string, job: string): Promise<Response> =>
  request(api, `projects/${project}/jobs/${job}/trace`);

/** How a pipeline stands, with its jobs and those that were retried: as if GitLab had sent its hook again. */
export async function readState(api: GitlabApi, project: string, id: string): Promise<Mapping[]> {
  const path = `projects/${project}/pipelines/${id}`;
  const told = pipeline.parse(await json(await request(api, path)));
  const builds = await allPages(async (query) =>
    jobs.parse(await json(await request(api, `${path}/jobs?include_retried=true&${query}`))),
  );
  return [mapGitlab({ object_kind: 'pipeline', object_attributes: { ...told, url: told.web_url }, builds })];
}

const json = async (response: Response): Promise<unknown> => JSON.parse(await textOf(response, MAX_ANSWER));

const request = ({ base, token, signal }: GitlabApi, path: string): Promise<Response> =>
  ask(`${base.replace(/\/+$/, '')}/${path}`, { 'private-token': token, 'user-agent': 'pipeline-widgets' }, signal);
