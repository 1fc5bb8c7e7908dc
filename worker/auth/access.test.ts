import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bearer,
  bodyOf,
  call,
  callWith,
  HOST,
  problemOf,
  send,
  tokenFor,
  WITHOUT_SECRET,
} from '../../test/worker/api.ts';
import type { Scope } from '../../protocol/index.ts';
import { signingKeys } from './secrets.ts';

/** `default` is open in the tests. The others are not; `ghost` was never written to. */
const PIPELINES = ['default', 'closed', 'hidden', 'ghost'] as const;
type PipelineName = (typeof PIPELINES)[number];

const CREDENTIALS = [
  'none',
  'nonsense',
  'basic',
  'expired',
  'right',
  'wildcard',
  'wrongScope',
  'wrongPipeline',
] as const;
type Credential = (typeof CREDENTIALS)[number];

/** Every route of a pipeline, with the status of a caller who is let in. Writes are of a type that none takes, and change nothing. */
const ROUTES: readonly (readonly [method: string, path: string, scope: Scope, admitted: number])[] = [
  ['GET', '', 'view', 200],
  ['GET', '/stream', 'view', 200],
  ['GET', '/config', 'view', 200],
  ['GET', '/config/revisions', 'config', 200],
  ['GET', '/runs', 'view', 200],
  ['GET', '/runs/none', 'view', 404],
  ['GET', '/runs/none/logs', 'view', 404],
  ['GET', '/runs/none/logs.txt', 'view', 404],
  ['GET', '/badge.svg', 'view', 200],
  ['POST', '/config', 'config', 415],
  ['POST', '/tokens', 'config', 415],
  ['POST', '/trigger', 'trigger', 415],
  ['POST', '/runs/none/cancel', 'trigger', 404],
  ['POST', '/runs/none/rerun', 'trigger', 404],
  ['POST', '/events', 'ingest', 415],
  ['PATCH', '/runs/none/jobs/none/log', 'ingest', 415],
];

type Row = Record<Credential, 'in' | number>;

const everyone = (outcome: 'in' | number): Row => ({
  none: outcome,
  nonsense: outcome,
  basic: outcome,
  expired: outcome,
  right: outcome,
  wildcard: outcome,
  wrongScope: outcome,
  wrongPipeline: outcome,
});

const HOLDERS: Row = {
  none: 401,
  nonsense: 401,
  basic: 401,
  expired: 401,
  right: 'in',
  wildcard: 'in',
  wrongScope: 403,
  wrongPipeline: 403,
};

const READING: Record<PipelineName, Row> = {
  default: everyone('in'),
  closed: everyone('in'),
  hidden: HOLDERS,
  ghost: everyone(404),
};

const WRITING: Record<PipelineName, Row> = {
  default: { ...HOLDERS, none: 'in' },
  closed: HOLDERS,
  hidden: HOLDERS,
  ghost: HOLDERS,
};

async function credential(kind: Credential, pipeline: PipelineName, scope: Scope): Promise<Record<string, string>> {
  switch (kind) {
    case 'none':
      return {};
    case 'nonsense':
      return bearer('a.b.c');
    case 'basic':
      return { authorization: `Basic ${btoa('ann:secret')}` };
    case 'expired':
      return bearer(await expiredToken(pipeline, scope));
    case 'right':
      return bearer(await tokenFor(pipeline, scope));
    case 'wildcard':
      return bearer(await tokenFor('*', scope));
    case 'wrongScope':
      return bearer(await tokenFor(pipeline, 'metrics'));
    case 'wrongPipeline':
      return bearer(await tokenFor('another', scope));
  }
}

async function expiredToken(pipeline: string, scope: Scope): Promise<string> {
  const [key] = signingKeys(env, pipeline);
  if (key === undefined) throw new Error('The tests have no AUTH_SECRET.');
  const token = new SignJWT({ pipeline, scope: [scope] }).setProtectedHeader({ alg: 'HS256' });
  return token.setExpirationTime('1 minute ago').sign(key);
}

beforeAll(async () => {
  for (const [slug, visibility] of [
    ['closed', 'public'],
    ['hidden', 'private'],
  ] as const) {
    const headers = bearer(await tokenFor(slug, 'config'));
    const saved = await send('POST', `/api/pipelines/${slug}/config?trigger=false`, { visibility }, { headers });
    expect(saved.status).toBe(200);
  }
});

describe.each(PIPELINES)('the pipeline %s', (pipeline) => {
  it.each(ROUTES)('%s %s', async (method, path, scope, admitted) => {
    const expected = (scope === 'view' ? READING : WRITING)[pipeline];
    const got: Partial<Row> = {};
    for (const kind of CREDENTIALS) {
      const type = method === 'GET' ? {} : { 'content-type': 'application/pdf' };
      const headers = { ...type, ...(await credential(kind, pipeline, scope)) };
      const response = await call(`/api/pipelines/${pipeline}${path}`, { method, headers });
      await response.body?.cancel();
      got[kind] = response.status;
      if (response.status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
    }
    // A pipeline that does not exist has nothing to read, whoever asks.
    const found = pipeline === 'ghost' && method === 'GET' ? 404 : admitted;
    const wanted = Object.fromEntries(
      CREDENTIALS.map((kind) => [kind, expected[kind] === 'in' ? found : expected[kind]]),
    );
    expect(got).toEqual(wanted);
  });
});

describe('a token in the query', () => {
  it('opens what is read, as an EventSource needs it, and nothing that is written', async () => {
    const token = await tokenFor('hidden', 'view', 'trigger');
    const stream = await call(`/api/pipelines/hidden/stream?token=${token}`);
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
    await problemOf(await call(`/api/pipelines/hidden/trigger?token=${token}`, { method: 'POST' }), 401);
  });

  it('does not make up for one in the header that is bad', async () => {
    const token = await tokenFor('hidden', 'view');
    await problemOf(await call(`/api/pipelines/hidden/config?token=${token}`, { headers: bearer('a.b.c') }), 401);
  });
});

describe('what a private pipeline tells', () => {
  it('is not kept by any cache', async () => {
    const headers = bearer(await tokenFor('hidden', 'view'));
    for (const path of ['', '/config', '/runs', '/badge.svg']) {
      const response = await call(`/api/pipelines/hidden${path}`, { headers });
      await response.body?.cancel();
      expect(response.headers.get('cache-control'), path).toBe('no-store');
    }
  });
});

describe('writing to an open pipeline without a token', () => {
  it.each([
    ['a program', null, 202],
    ['our own page', HOST, 202],
    ['a page of the web', 'https://evil.example', 403],
    ['a sandboxed frame', 'null', 403],
    ['a local page', 'http://localhost:3000', 403],
  ])('by %s', async (_who, origin, status) => {
    const response = await call('/api/pipeline/trigger', {
      method: 'POST',
      headers: origin === null ? {} : { origin },
    });
    await response.body?.cancel();
    expect(response.status).toBe(status);
  });

  it('is for the pages that its config lists, too', async () => {
    const origin = 'https://status.example.com';
    const { revision } = await bodyOf<{ revision: number }>(await call('/api/config'));
    const headers = { 'if-match': `"${revision}"` };
    expect((await send('POST', '/api/config?trigger=false', { origins: [origin] }, { headers })).status).toBe(200);
    const response = await call('/api/pipeline/trigger', { method: 'POST', headers: { origin } });
    expect(response.status).toBe(202);
  });

  it('does not bind those who have a token', async () => {
    const headers = { origin: 'https://evil.example', ...bearer(await tokenFor('default', 'trigger')) };
    expect((await call('/api/pipeline/trigger', { method: 'POST', headers })).status).toBe(202);
  });
});

describe('a Worker of which nothing is configured', () => {
  it('opens nothing, and believes no token', async () => {
    const bare = { ...WITHOUT_SECRET, OPEN_PIPELINES: '' };
    for (const headers of [{}, bearer(await tokenFor('default', 'trigger'))]) {
      await problemOf(await callWith(bare, '/api/pipeline/trigger', { method: 'POST', headers }), 401);
    }
  });
});
