import * as z from 'zod';
import type { Millis } from '../../protocol/index.ts';
import { httpUrl, sourceId, time } from '../sources/lenient.ts';
import { gitlabRunId } from '../sources/gitlab/events.ts';
import { parsed, RemoteFailed, send, type Asked, type Remote, type RemoteRequest, type Started } from './remote.ts';

export interface GitlabAccess {
  /** `https://gitlab.com/api/v4` */
  api: string;
  /** Its number, or its path with the slashes encoded. */
  project: string;
  /** Starts pipelines, and does nothing else. */
  triggerToken: string | null;
  /** Reads, cancels and retries them. */
  token: string | null;
}

/** GitLab's clock may be behind ours by this much (ms). */
const CLOCKS = 5000;

const pipeline = z.object({ id: sourceId, web_url: httpUrl, created_at: time });

/** https://docs.gitlab.com/api/pipeline_triggers/, https://docs.gitlab.com/api/pipelines/ */
export function gitlab(access: GitlabAccess): Remote {
  const pipelines = `/projects/${access.project}/pipelines`;
  return {
    title: 'GitLab',
    start: (asked) => trigger(access, asked),
    find: (asked, since, isTaken) => find(access, asked, since, isTaken),
    cancel: async (id) => void (await call(access, 'POST', `${pipelines}/${id}/cancel`)),
    rerun: async (id) => void (await call(access, 'POST', `${pipelines}/${id}/retry`)),
  };
}

async function trigger(access: GitlabAccess, { ref, inputs }: Asked): Promise<Started> {
  const { triggerToken, project } = access;
  if (triggerToken === null) throw missing('GITLAB_TRIGGER_TOKEN');
  const form = new URLSearchParams({ token: triggerToken, ref });
  for (const [name, value] of Object.entries(inputs)) form.set(`variables[${name}]`, value);
  const answer = await request(access, {
    method: 'POST',
    path: `/projects/${project}/trigger/pipeline`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const { success, data } = pipeline.safeParse(parsed(answer.body));
  if (!success) throw new RemoteFailed('GitLab answered with something that is no pipeline.', { lasting: true });
  return started(access, data);
}

/** The oldest pipeline that was triggered since, and that no other trigger has. */
async function find(
  access: GitlabAccess,
  { ref }: Asked,
  since: Millis,
  isTaken: (name: string) => boolean,
): Promise<Started | null> {
  if (access.token === null) {
    const why =
      'GitLab’s answer was lost, and only with a GITLAB_TOKEN could be seen whether it has started a pipeline.';
    throw new RemoteFailed(why, { lasting: true });
  }
  const query = new URLSearchParams({
    source: 'trigger',
    ref,
    updated_after: new Date(since - CLOCKS).toISOString(),
    order_by: 'id',
    sort: 'asc',
    per_page: '50',
  });
  const answer = await call(access, 'GET', `/projects/${access.project}/pipelines?${query.toString()}`);
  const { success, data } = z.array(pipeline).safeParse(parsed(answer.body));
  if (!success) throw new RemoteFailed('GitLab answered with something that is no list of pipelines.');
  // What was only touched since then was not started by us.
  const ours = data.find(({ id, created_at }) => (created_at ?? 0) >= since - CLOCKS && !isTaken(gitlabRunId(id)));
  return ours ? started(access, ours) : null;
}

const started = ({ project }: GitlabAccess, { id, web_url }: z.infer<typeof pipeline>): Started => ({
  name: gitlabRunId(id),
  url: web_url,
  home: { system: 'gitlab', project },
});

function call(access: GitlabAccess, method: 'GET' | 'POST', path: string) {
  if (access.token === null) throw missing('GITLAB_TOKEN');
  return request(access, { method, path, headers: { 'private-token': access.token } });
}

const request = (
  { api, token, triggerToken }: GitlabAccess,
  { path, ...rest }: Omit<RemoteRequest, 'url'> & { path: string },
) =>
  send(
    'GitLab',
    { ...rest, url: `${api.replace(/\/+$/, '')}${path}` },
    [token, triggerToken].filter((secret) => secret !== null),
  );

export const missing = (name: string): RemoteFailed =>
  new RemoteFailed(`The Worker has no secret ${name} for this pipeline.`, { lasting: true });
