import type { RemoteRunner } from '../../protocol/index.ts';
import { isLoopback } from '../auth/origin.ts';
import { secretsFor } from '../auth/secrets.ts';
import type { Env } from '../env.ts';
import type { Whereabouts } from '../sources/mapping.ts';
import { github } from './github.ts';
import { gitlab, missing } from './gitlab.ts';
import { RemoteFailed, type Remote } from './remote.ts';
import { webhook } from './webhook.ts';

/**
 * The system that a runner asks. Where a token goes is for the one to say who has set it: addresses of APIs are settings of the
 * Worker, not of the config. Throws `RemoteFailed` where something is not set.
 */
export function remoteFor(env: Env, pipeline: string, runner: RemoteRunner): Remote {
  switch (runner.kind) {
    case 'github':
      return github(githubAccess(env, pipeline, runner.repository), runner);
    case 'gitlab':
      return gitlab(gitlabAccess(env, pipeline, encodeURIComponent(runner.project)));
    case 'webhook':
      return webhook({
        url: targetOf(runner.url ?? secret(env, runner.urlSecret ?? 'TRIGGER_URL', pipeline)),
        secret: runner.signed ? secret(env, 'TRIGGER_SIGNING_SECRET', pipeline) : null,
      });
  }
}

/** The system that a run is at home in, for what can be done with a run that is there. */
export const remoteAt = (
  env: Env,
  pipeline: string,
  { system, project }: Pick<Whereabouts, 'system' | 'project'>,
): Remote =>
  system === 'github'
    ? github(githubAccess(env, pipeline, project), null)
    : gitlab(gitlabAccess(env, pipeline, project));

const githubAccess = (env: Env, pipeline: string, repository: string) => ({
  api: optional(env, 'GITHUB_API_URL', pipeline) ?? 'https://api.github.com',
  token: secret(env, 'GITHUB_TOKEN', pipeline),
  repository,
});

const gitlabAccess = (env: Env, pipeline: string, project: string) => ({
  api: optional(env, 'GITLAB_API_URL', pipeline) ?? 'https://gitlab.com/api/v4',
  project,
  triggerToken: optional(env, 'GITLAB_TRIGGER_TOKEN', pipeline),
  token: optional(env, 'GITLAB_TOKEN', pipeline),
});

const optional = (env: Env, name: string, pipeline: string): string | null =>
  secretsFor(env, name, pipeline)[0] ?? null;

function secret(env: Env, name: string, pipeline: string): string {
  const value = optional(env, name, pipeline);
  if (value === null) throw missing(name);
  return value;
}

/** Only https leaves the machine. What was set as a secret has passed no other check. */
function targetOf(address: string): string {
  const text = address.trim();
  const { protocol, hostname } = URL.canParse(text) ? new URL(text) : { protocol: '', hostname: '' };
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return text;
  throw new RemoteFailed('The address to post to is not one of https.', { lasting: true });
}
