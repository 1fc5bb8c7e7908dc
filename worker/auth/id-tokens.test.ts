import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer, bodyOf, call, HOST, newPipeline, problemOf, send, tokenFor } from '../../test/worker/api.ts';
import type { EventsAnswer, Run } from '../../protocol/index.ts';
import { reply, serviceAt, useFakeInternet, type FakeService } from '../runners/testing.ts';

useFakeInternet();

const GITHUB = 'https://token.actions.githubusercontent.com';
const GITLAB = 'https://gitlab.example.com';

let key: CryptoKey;
let foreignKey: CryptoKey;
let keys: { keys: object[] };
let github: FakeService;
let gitlab: FakeService;

beforeAll(async () => {
  const [ours, theirs] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  key = ours.privateKey;
  foreignKey = theirs.privateKey;
  keys = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
  github = serviceAt(GITHUB);
  gitlab = serviceAt(GITLAB);
  github.answer = () => reply(200, keys);
  gitlab.answer = () => reply(200, keys);
});

const CLAIMS = { repository_id: '123', run_id: '77', run_attempt: '2', event_name: 'push', repository: 'octo/shop' };
const TRUST = { issuer: GITHUB, repositoryId: '123' };

interface Issue {
  claims?: Record<string, unknown>;
  issuer?: string;
  audience?: string;
  alg?: string;
  kid?: string;
  with?: CryptoKey | Uint8Array;
  expires?: string;
}

const issue = ({ claims = {}, issuer = GITHUB, audience = HOST, alg = 'RS256', kid = 'k1', ...more }: Issue = {}) =>
  new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg, kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(more.expires === undefined ? undefined : '1 hour ago')
    .setExpirationTime(more.expires ?? '5 minutes')
    .sign(more.with ?? key);

const EVENTS = [
  { event: 'run', run: 'github:77', id: 'e1', status: 'running' },
  { event: 'job', run: 'github:77', id: 'e2', job: 'build', status: 'running' },
  { event: 'log', run: 'github:77', id: 'e3', job: 'build', message: 'Compiling…' },
];

type Target = Awaited<ReturnType<typeof newPipeline>>;
let shop: Target;

beforeEach(async () => {
  shop = await newPipeline({ oidc: [TRUST] });
});

const report = (target: Target, token: string, events: unknown = EVENTS) =>
  send('POST', `${target.base}/events`, events, { headers: bearer(token) });

const append = (target: Target, token: string, run: string) =>
  call(`${target.base}/runs/${encodeURIComponent(run)}/jobs/build/log`, {
    method: 'PATCH',
    body: 'one\n',
    headers: { ...bearer(token), 'content-type': 'text/plain' },
  });

describe('a token of GitHub Actions', () => {
  it('lets its job report its own run, in its own attempt', async () => {
    const token = await issue();
    expect(await bodyOf<EventsAnswer>(await report(shop, token), 202)).toEqual({ accepted: 3, duplicates: 0 });
    expect((await append(shop, token, 'github:77')).status).toBe(202);
    const run = await bodyOf<Run>(await call(`${shop.base}/runs/github:77`));
    expect(run).toMatchObject({ status: 'running', attempt: 2, jobs: [{ id: 'build', attempt: 2, lines: 2 }] });
  });

  it.each<[string, Issue]>([
    ['of another repository', { claims: { repository_id: '124' } }],
    ['of a repository of the same name', { claims: { repository_id: '999', repository: 'octo/shop' } }],
    ['without a repository', { claims: { repository_id: undefined } }],
    ['for somebody else', { audience: 'https://elsewhere.example.com' }],
    ['of an issuer that nobody trusts', { issuer: 'https://evil.example' }],
    ['of an issuer whose name begins the same', { issuer: `${GITHUB}.evil.example` }],
    ['that has expired', { expires: '2 minutes ago' }],
    ['for what strangers wrote: pull_request_target', { claims: { event_name: 'pull_request_target' } }],
    ['for what strangers wrote: workflow_run', { claims: { event_name: 'workflow_run' } }],
    ['without a run', { claims: { run_id: undefined } }],
    ['whose run is no number', { claims: { run_id: '7/7' } }],
    ['signed with an unknown key', { kid: 'k2' }],
  ])('%s is refused', async (_which, claims) => {
    await problemOf(await report(shop, await issue(claims)), 401);
  });

  it('signed with another key of the same name is refused, and so is one signed with the public key as a secret', async () => {
    await problemOf(await report(shop, await issue({ with: foreignKey })), 401);
    const secret = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
    await problemOf(await report(shop, await issue({ alg: 'HS256', with: secret })), 401);
    const [, body = ''] = (await issue()).split('.');
    const none = btoa(JSON.stringify({ alg: 'none' })).replaceAll('=', '');
    await problemOf(await report(shop, `${none}.${body}.`), 401);
  });

  it.each([
    ['another run', [{ ...EVENTS[0], run: 'github:78' }]],
    ['its own run and another', [...EVENTS, { event: 'log', run: 'r1', message: 'x' }]],
    ['another attempt', [{ ...EVENTS[0], attempt: 1 }]],
  ])('cannot speak of %s', async (_what, events) => {
    await problemOf(await report(shop, await issue(), events), 403);
    expect((await call(`${shop.base}/runs/github:77`)).status).toBe(404);
  });

  it('cannot write to the log of another run, nor send events of others', async () => {
    const token = await issue();
    await problemOf(await append(shop, token, 'github:78'), 403);
    const headers = { ...bearer(token), 'content-type': 'application/cloudevents+json' };
    await problemOf(await call(`${shop.base}/events`, { method: 'POST', body: '{}', headers }), 403);
  });

  it('opens nothing else', async () => {
    const headers = bearer(await issue());
    const hidden = await newPipeline({ oidc: [TRUST], visibility: 'private' });
    await problemOf(await call(`${hidden.base}/runs`, { headers }), 401);
    await problemOf(await send('POST', `${shop.base}/trigger`, {}, { headers }), 401);
    await problemOf(await send('POST', `${shop.base}/tokens`, { scope: ['view'] }, { headers }), 401);
    await problemOf(await send('POST', `${shop.base}/config`, {}, { headers }), 401);
  });

  it('is worth nothing where the config trusts nobody, or for another audience', async () => {
    await problemOf(await report(await newPipeline(), await issue()), 401);
    const named = await newPipeline({ oidc: [{ ...TRUST, audience: 'shop' }] });
    await problemOf(await report(named, await issue()), 401);
    expect((await report(named, await issue({ audience: 'shop' }))).status).toBe(202);
  });

  it('takes no request to its issuer when the keys are known', async () => {
    await report(shop, await issue());
    const asked = github.requests.length;
    await report(shop, await issue());
    expect(github.requests.length).toBe(asked);
    expect(new Set(github.lines)).toEqual(new Set([`GET ${GITHUB}/.well-known/jwks`]));
  });

  it('signed with a key that its issuer has changed to is believed, and the keys are not asked for at each one', async () => {
    const rolling = 'https://rolling.example.com';
    const service = serviceAt(rolling);
    service.answer = () => reply(200, keys);
    const target = await newPipeline({ oidc: [{ issuer: rolling, repositoryId: '123' }] });
    const next = await generateKeyPair('RS256');
    const fresh = (more: Issue = {}) => issue({ issuer: rolling, kid: 'k2', with: next.privateKey, ...more });
    expect((await report(target, await issue({ issuer: rolling }))).status).toBe(202);
    await problemOf(await report(target, await fresh()), 401);
    service.answer = async () =>
      reply(200, {
        keys: [...keys.keys, { ...(await exportJWK(next.publicKey)), kid: 'k2', alg: 'RS256', use: 'sig' }],
      });
    const asked = service.requests.length;
    for (let index = 0; index < 5; index += 1) await problemOf(await report(target, await fresh({ kid: 'k3' })), 401);
    expect(service.requests.length).toBe(asked);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expect((await report(target, await fresh())).status).toBe(202);
    expect((await report(target, await issue({ issuer: rolling }))).status).toBe(202);
    vi.useRealTimers();
    expect(service.requests.length).toBe(asked + 1);
  });

  it('is asked for again later while its issuer cannot be reached', async () => {
    const down = 'https://ghes.example.com/_services/token';
    const target = await newPipeline({ oidc: [{ issuer: down, repositoryId: '123' }] });
    await problemOf(await report(target, await issue({ issuer: down })), 503);
    serviceAt(down).answer = () => reply(500);
    await problemOf(await report(target, await issue({ issuer: down })), 503);
  });
});

describe('a token of GitLab CI', () => {
  const claims = { project_id: '7', pipeline_id: '46', repository_id: undefined, run_id: undefined };
  const events = [{ event: 'run', run: 'gitlab:46', status: 'running' }];

  it('lets its job report its own pipeline', async () => {
    const target = await newPipeline({ oidc: [{ issuer: GITLAB, projectId: '7' }] });
    expect((await report(target, await issue({ issuer: GITLAB, claims }), events)).status).toBe(202);
    expect(gitlab.lines).toEqual([`GET ${GITLAB}/oauth/discovery/keys`]);
    const other = await issue({ issuer: GITLAB, claims: { ...claims, project_id: '8' } });
    await problemOf(await report(target, other, events), 401);
    const foreign = [{ event: 'run', run: 'gitlab:47', status: 'running' }];
    await problemOf(await report(target, await issue({ issuer: GITLAB, claims }), foreign), 403);
  });
});

it('our own tokens are what they were', async () => {
  const token = await tokenFor(shop.slug, 'ingest');
  expect((await report(shop, token, [{ event: 'run', run: 'r1', status: 'running' }])).status).toBe(202);
});

afterAll(() => expect(github.requests.every(({ headers }) => !headers.has('authorization'))).toBe(true));
