import * as z from 'zod';
import type { PipelineEvent } from '../../../protocol/index.ts';
import { latestOf, sourceId, text, time } from '../lenient.ts';
import type { Mapping } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { translate, type Words } from '../words.ts';

/** Vercel and Netlify build and deploy in one: a run with one deployment. */

const vercel = z.object({
  type: z.string(),
  createdAt: time,
  payload: z.object({
    deployment: z.object({
      id: sourceId,
      name: text,
      url: text,
      meta: z
        .object({
          githubCommitSha: text,
          githubCommitRef: text,
          githubCommitMessage: text,
          githubCommitAuthorName: text,
        })
        .optional()
        .catch(undefined),
    }),
    target: text,
  }),
});

const netlify = z.object({
  id: sourceId,
  state: z.string(),
  name: text,
  branch: text,
  commit_ref: text,
  title: text,
  committer: text,
  context: text,
  error_message: text,
  deploy_ssl_url: text,
  created_at: time,
  updated_at: time,
  published_at: time,
});

/** https://vercel.com/docs/webhooks/webhooks-api: `deployment.ready` comes before the checks, `succeeded` after. */
const VERCEL: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['created', { status: 'running' }],
  ['ready', { status: 'running' }],
]);

export function mapVercel(body: unknown): Mapping {
  const { type, createdAt, payload } = readPayload(vercel, body);
  const word = /^deployment\.(created|ready|succeeded|error|canceled)$/.exec(type)?.[1];
  if (word === undefined) return { ignored: `no use for the event ${type.slice(0, 100)}` };
  const { deployment, target } = payload;
  return {
    events: deploymentRun({
      run: `vercel:${deployment.id}`,
      id: deployment.id,
      at: createdAt,
      state: translate(word, VERCEL),
      title: deployment.meta?.githubCommitMessage ?? deployment.name,
      ref: deployment.meta?.githubCommitRef,
      sha: deployment.meta?.githubCommitSha,
      actor: deployment.meta?.githubCommitAuthorName,
      environment: target ?? 'preview',
      url: secureUrl(deployment.url),
    }),
  };
}

/** https://open-api.netlify.com, the states of a deploy on its way. */
const NETLIFY: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['new', { status: 'queued' }],
  ['accepted', { status: 'queued' }],
  ['pending_review', { status: 'waiting', waitReason: 'approval' }],
  ...['uploading', 'uploaded', 'preparing', 'prepared', 'processing', 'processed', 'retrying'].map(
    (word): [string, Words] => [word, { status: 'running' }],
  ),
  ['rejected', { status: 'completed', conclusion: 'cancelled' }],
]);

export function mapNetlify(body: unknown): Mapping {
  const deploy = readPayload(netlify, body);
  return {
    events: deploymentRun({
      run: `netlify:${deploy.id}`,
      id: deploy.id,
      at: latestOf(deploy.created_at, deploy.updated_at, deploy.published_at),
      state: translate(deploy.state, NETLIFY),
      title: deploy.title ?? deploy.name,
      ref: deploy.branch,
      sha: deploy.commit_ref,
      actor: deploy.committer,
      environment: deploy.context,
      url: secureUrl(deploy.deploy_ssl_url),
      failureReason: deploy.error_message,
    }),
  };
}

interface Told {
  run: string;
  id: string;
  at: number | undefined;
  state: Words;
  title: string | undefined;
  ref: string | undefined;
  sha: string | undefined;
  actor: string | undefined;
  environment: string | undefined;
  url: string | undefined;
  failureReason?: string | undefined;
}

function deploymentRun({ run, id, at, state, environment, url, sha, failureReason, ...head }: Told): PipelineEvent[] {
  return [
    { event: 'run', run, at, ...head, sha, ...state, failureReason },
    { event: 'job', run, job: 'deploy', name: 'Deploy', at, ...state, failureReason },
    {
      event: 'deployment',
      run,
      deployment: id,
      at,
      environment,
      url,
      sha,
      status: state.status,
      conclusion: state.conclusion,
    },
  ];
}

/** Both write the address without its scheme at times. */
function secureUrl(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const url = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined;
}
