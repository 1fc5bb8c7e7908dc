import { mapGithub } from './github/events.ts';
import { mapGitlab } from './gitlab/events.ts';
import type { Mapping } from './mapping.ts';
import { verifyNetlify } from './netlify-signature.ts';
import { mapAzure } from './others/azure.ts';
import { mapBuildkite } from './others/buildkite.ts';
import { mapCircleci } from './others/circleci.ts';
import { mapNetlify, mapVercel } from './others/deployments.ts';
import { matchesToken, passwordIn, verifySignature, type SignatureScheme, type SignedRequest } from './signature.ts';

/** What is set for the pipeline under this name; empty where nothing is. */
type SecretsFor = (name: string) => readonly string[];

/** How one system's deliveries are told to be genuine, told apart, and understood. */
export interface Webhook {
  /** Names of the Worker's secrets; one of them must be set. */
  secrets: readonly string[];
  verify(request: SignedRequest, secretsFor: SecretsFor, now: number): Promise<boolean>;
  /** The kind of event. */
  event(headers: Headers, payload: unknown): string;
  /** Names the event, the same each time it is sent; null where the source has no name for it. */
  key(headers: Headers, payload: unknown): string | null;
  map(event: string, payload: unknown): Mapping;
}

const signed =
  (scheme: SignatureScheme, name: string): Webhook['verify'] =>
  (request, secretsFor, now) =>
    verifySignature(scheme, request, secretsFor(name), now);

/** Both kinds may come at once. Where a signing token is set, the plain one, which anyone in between could read, is not enough. */
const verifyGitlab: Webhook['verify'] = (request, secretsFor, now) => {
  const signing = secretsFor('GITLAB_SIGNING_TOKEN');
  return signing.length > 0
    ? verifySignature('standard', request, signing, now)
    : matchesToken(request.headers.get('x-gitlab-token'), secretsFor('GITLAB_WEBHOOK_TOKEN'));
};

/** A hook of Buildkite is set to send either a signature or the token itself. */
const verifyBuildkite: Webhook['verify'] = (request, secretsFor, now) => {
  const secrets = secretsFor('BUILDKITE_WEBHOOK_SECRET');
  return request.headers.has('x-buildkite-signature')
    ? verifySignature('buildkite', request, secrets, now)
    : matchesToken(request.headers.get('x-buildkite-token'), secrets);
};

/** Azure DevOps signs nothing: its hooks send a password that is set with them. */
const verifyAzure: Webhook['verify'] = (request, secretsFor) => {
  const secrets = secretsFor('AZURE_WEBHOOK_PASSWORD');
  return matchesToken(passwordIn(request.headers.get('authorization')), secrets);
};

const header =
  (...names: string[]) =>
  (headers: Headers): string | null =>
    names.map((name) => headers.get(name)).find((value) => value !== null && value !== '') ?? null;

const field =
  (name: string) =>
  (_headers: Headers, payload: unknown): string | null => {
    const value: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };

const named =
  (find: (headers: Headers, payload: unknown) => string | null): Webhook['event'] =>
  (headers, payload) =>
    find(headers, payload) ?? 'unknown';

/** By the last segment of the route, `…/webhooks/:source`. */
export const WEBHOOKS: ReadonlyMap<string, Webhook> = new Map<string, Webhook>([
  [
    'github',
    {
      secrets: ['GITHUB_WEBHOOK_SECRET'],
      verify: signed('github', 'GITHUB_WEBHOOK_SECRET'),
      event: named(header('x-github-event')),
      // One per event, not per delivery: a redelivery, and another hook for the same event, bear the same.
      key: header('x-github-delivery'),
      map: mapGithub,
    },
  ],
  [
    'gitlab',
    {
      secrets: ['GITLAB_SIGNING_TOKEN', 'GITLAB_WEBHOOK_TOKEN'],
      verify: verifyGitlab,
      event: named(field('object_kind')),
      key: header('webhook-id', 'idempotency-key'),
      map: (_event, payload) => mapGitlab(payload),
    },
  ],
  [
    'circleci',
    {
      secrets: ['CIRCLECI_WEBHOOK_SECRET'],
      verify: signed('circleci', 'CIRCLECI_WEBHOOK_SECRET'),
      event: named(field('type')),
      key: field('id'),
      map: (_event, payload) => mapCircleci(payload),
    },
  ],
  [
    'buildkite',
    {
      secrets: ['BUILDKITE_WEBHOOK_SECRET'],
      verify: verifyBuildkite,
      event: named(header('x-buildkite-event')),
      key: () => null,
      map: mapBuildkite,
    },
  ],
  [
    'azure',
    {
      secrets: ['AZURE_WEBHOOK_PASSWORD'],
      verify: verifyAzure,
      event: named(field('eventType')),
      key: field('id'),
      map: mapAzure,
    },
  ],
  [
    'vercel',
    {
      secrets: ['VERCEL_WEBHOOK_SECRET'],
      verify: signed('vercel', 'VERCEL_WEBHOOK_SECRET'),
      event: named(field('type')),
      key: field('id'),
      map: (_event, payload) => mapVercel(payload),
    },
  ],
  [
    'netlify',
    {
      secrets: ['NETLIFY_WEBHOOK_SECRET'],
      verify: (request, secretsFor) => verifyNetlify(request, secretsFor('NETLIFY_WEBHOOK_SECRET')),
      event: named(header('x-netlify-event')),
      key: () => null,
      map: (_event, payload) => mapNetlify(payload),
    },
  ],
]);
