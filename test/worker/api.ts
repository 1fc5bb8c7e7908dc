import { env, exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { Problem, Scope } from '../../protocol/index.ts';
import { signingKeys } from '../../worker/auth/secrets.ts';
import { signToken } from '../../worker/auth/tokens.ts';
import type { Env } from '../../worker/env.ts';
import worker from '../../worker/index.ts';

/** Where the tests' Worker believes it is deployed. */
export const HOST = 'https://pipe.example.com';

export const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(new Request(`${HOST}${path}`, init));

/** The same with other bindings than those of the tests. */
export async function callWith(bindings: Partial<Env>, path: string, init: RequestInit = {}): Promise<Response> {
  // Outside of Cloudflare's network a request has no `cf`, which the type asks for.
  const request = new Request(`${HOST}${path}`, init) as Request<unknown, IncomingRequestCfProperties>;
  return worker.fetch(request, { ...env, ...bindings });
}

/** Bindings of a Worker that has no secret to sign or to verify with. */
export const WITHOUT_SECRET = { AUTH_SECRET: undefined } as Partial<Env>;

/** A request with a JSON body; what `init` says goes before. */
export const send = (method: string, path: string, body: unknown, init: RequestInit = {}): Promise<Response> =>
  call(path, {
    method,
    body: JSON.stringify(body),
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });

export async function tokenFor(pipeline: string, ...scope: Scope[]): Promise<string> {
  const [key] = signingKeys(env, pipeline);
  if (key === undefined) throw new Error('The tests have no AUTH_SECRET.');
  return (await signToken({ pipeline, scope, expiresIn: 600, subject: 'ann' }, key)).token;
}

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

/** A pipeline of its own, and the headers of one who may do everything with it. */
export async function newPipeline(config: Record<string, unknown> = {}) {
  const slug = `p-${crypto.randomUUID()}`;
  const headers = bearer(await tokenFor(slug, 'view', 'trigger', 'ingest', 'config'));
  const base = `/api/pipelines/${slug}`;
  const saved = await send(
    'POST',
    `${base}/config?trigger=false`,
    { runner: { kind: 'external' }, ...config },
    { headers },
  );
  expect(saved.status, await saved.clone().text()).toBe(200);
  return { slug, base, headers };
}

/** Asserts that the answer is a problem of this status, and hands it on. */
export async function problemOf(response: Response, status: number): Promise<Problem & Record<string, unknown>> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = JSON.parse(text) as Problem & Record<string, unknown>;
  expect(problem).toMatchObject({ status, title: expect.any(String) as string, type: expect.any(String) as string });
  return problem;
}

export async function bodyOf<T>(response: Response, status = 200): Promise<T> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  return JSON.parse(text) as T;
}
