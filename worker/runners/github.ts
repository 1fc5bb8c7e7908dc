import * as z from 'zod';
import type { GithubRunner, Millis } from '../../protocol/index.ts';
import { httpUrl, sourceId, text, time } from '../sources/lenient.ts';
import { githubRunId } from '../sources/github/events.ts';
import { parsed, RemoteFailed, send, type Asked, type Remote, type Started } from './remote.ts';

export interface GithubAccess {
  /** `https://api.github.com`, or `https://<host>/api/v3` of GitHub Enterprise Server. */
  api: string;
  token: string;
  /** `owner/name` */
  repository: string;
}

/** What is dispatched; null where runs are only cancelled and run again. */
type Workflow = Pick<GithubRunner, 'workflow' | 'nonceInput'>;

/** GitHub's clock may be behind ours by this much (ms); its times have no milliseconds. */
const CLOCKS = 5000;

const details = z.object({ workflow_run_id: sourceId, html_url: httpUrl });
const listed = z.object({
  workflow_runs: z.array(z.object({ id: sourceId, html_url: httpUrl, display_title: text, created_at: time })),
});

/** https://docs.github.com/rest/actions */
export function github(access: GithubAccess, workflow: Workflow | null): Remote {
  const { repository } = access;
  const runs = `/repos/${repository}/actions/runs`;
  return {
    title: 'GitHub',
    start: (asked) => dispatch(access, dispatched(workflow), asked),
    find: (asked, since, isTaken) => find(access, dispatched(workflow), asked, since, isTaken),
    cancel: async (id) => void (await call(access, 'POST', `${runs}/${id}/cancel`)),
    rerun: async (id) => void (await call(access, 'POST', `${runs}/${id}/rerun`)),
  };
}

async function dispatch(access: GithubAccess, workflow: Workflow, asked: Asked): Promise<Started> {
  const { ref, inputs, run } = asked;
  const named = workflow.nonceInput === undefined ? inputs : { ...inputs, [workflow.nonceInput]: run };
  const path = `/repos/${access.repository}/actions/workflows/${workflow.workflow}/dispatches`;
  const answer = await detailed(access, path, { ref, inputs: named });
  const { success, data } = details.safeParse(parsed(answer.body));
  return success ? started(access, data.workflow_run_id, data.html_url) : { name: null };
}

/** Servers that do not know yet how to say which run they started refuse to be asked for it. */
async function detailed(access: GithubAccess, path: string, body: object): Promise<{ body: string }> {
  try {
    return await call(access, 'POST', path, { ...body, return_run_details: true });
  } catch (error) {
    if (!(error instanceof RemoteFailed) || !error.message.includes('return_run_details')) throw error;
    return call(access, 'POST', path, body);
  }
}

/**
 * The run by the nonce in its title. Without a nonce: the oldest that was dispatched since, and that no other trigger has.
 */
async function find(
  access: GithubAccess,
  { workflow, nonceInput }: Workflow,
  { ref, run }: Asked,
  since: Millis,
  isTaken: (name: string) => boolean,
): Promise<Started | null> {
  const query = new URLSearchParams({
    event: 'workflow_dispatch',
    branch: ref.replace(/^refs\/(?:heads|tags)\//, ''),
    created: `>=${new Date(since - CLOCKS).toISOString().slice(0, 19)}Z`,
    per_page: '50',
  });
  const path = `/repos/${access.repository}/actions/workflows/${workflow}/runs?${query.toString()}`;
  const { success, data } = listed.safeParse(parsed((await call(access, 'GET', path)).body));
  if (!success) throw new RemoteFailed('GitHub answered with something that is no list of runs.');
  const ours = data.workflow_runs
    .filter(({ id, display_title }) =>
      nonceInput === undefined ? !isTaken(githubRunId(id)) : (display_title ?? '').includes(run),
    )
    .sort((a, b) => (a.created_at ?? 0) - (b.created_at ?? 0))[0];
  return ours ? started(access, ours.id, ours.html_url) : null;
}

const started = ({ repository }: GithubAccess, id: string, url: string | undefined): Started => ({
  name: githubRunId(id),
  url,
  home: { system: 'github', project: repository },
});

function dispatched(workflow: Workflow | null): Workflow {
  if (workflow === null) throw new Error('There is no workflow to dispatch.');
  return workflow;
}

const call = ({ api, token }: GithubAccess, method: 'GET' | 'POST', path: string, body?: object) =>
  send(
    'GitHub',
    {
      method,
      url: `${api.replace(/\/+$/, '')}${path}`,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    },
    [token],
  );
