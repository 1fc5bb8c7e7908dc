import { callWith } from './api.ts';
import type { Env } from '../../worker/env.ts';

/** What a CI system would send: signed deliveries, made with secrets that exist for this test run alone. */

const random = (): string => crypto.randomUUID() + crypto.randomUUID();

export const SECRETS = {
  GITHUB_WEBHOOK_SECRET: random(),
  GITLAB_WEBHOOK_TOKEN: random(),
  CIRCLECI_WEBHOOK_SECRET: random(),
  BUILDKITE_WEBHOOK_SECRET: random(),
  AZURE_WEBHOOK_PASSWORD: random(),
  VERCEL_WEBHOOK_SECRET: random(),
  NETLIFY_WEBHOOK_SECRET: random(),
  EVENTS_SIGNING_SECRET: `whsec_${btoa(random())}`,
} as const;

export const azureHeaders = (): Record<string, string> => ({
  'content-type': 'application/json',
  authorization: `Basic ${btoa(`hooks:${SECRETS.AZURE_WEBHOOK_PASSWORD}`)}`,
});

export const GITLAB_SIGNING_TOKEN = `whsec_${btoa(random())}`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function hmac(hash: 'SHA-1' | 'SHA-256', secret: Uint8Array, content: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(content)));
}

export const hex = (raw: Uint8Array): string => Array.from(raw, (byte) => byte.toString(16).padStart(2, '0')).join('');

export async function githubHeaders(
  event: string,
  body: string,
  delivery: string,
  secret: string = SECRETS.GITHUB_WEBHOOK_SECRET,
): Promise<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': delivery,
    'x-hub-signature-256': `sha256=${hex(await hmac('SHA-256', bytes(secret), body))}`,
  };
}

export const gitlabHeaders = (key: string): Record<string, string> => ({
  'content-type': 'application/json',
  'x-gitlab-event': 'Pipeline Hook',
  'x-gitlab-token': SECRETS.GITLAB_WEBHOOK_TOKEN,
  'idempotency-key': key,
});

/** https://www.standardwebhooks.com */
export async function standardHeaders(body: string, id: string, secret: string): Promise<Record<string, string>> {
  const timestamp = Math.floor(Date.now() / 1000);
  const key = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0));
  const signature = await hmac('SHA-256', key, `${id}.${timestamp}.${body}`);
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
  };
}

/** A request to a Worker that has the secrets of this test run. */
export const callSigned = (path: string, init: RequestInit, bindings: Record<string, string> = {}): Promise<Response> =>
  callWith({ ...SECRETS, ...bindings } as Partial<Env>, path, init);

export const postGithub = async (
  base: string,
  event: string,
  body: string,
  delivery: string = crypto.randomUUID(),
): Promise<Response> =>
  callSigned(`${base}/webhooks/github`, { method: 'POST', body, headers: await githubHeaders(event, body, delivery) });

export const postGitlab = (base: string, body: string, key: string = crypto.randomUUID()): Promise<Response> =>
  callSigned(`${base}/webhooks/gitlab`, { method: 'POST', body, headers: gitlabHeaders(key) });
