import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run, TriggerRequest } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { Gate, reply, serviceAt, useFakeInternet } from '../runners/testing.ts';
import { verifySignature } from '../sources/signature.ts';
import type { Delivered } from './rpc.ts';
import { isRefusal } from './rpc.ts';
import { crash, ended, EVERYTHING, granted, makeDue, runOf, tasksOf, watch } from './testing.ts';

useFakeInternet();

const TOKENS: Readonly<Record<string, string>> = {
  GITHUB_TOKEN: secret(),
  GITLAB_TRIGGER_TOKEN: secret(),
  GITLAB_TOKEN: secret(),
  TRIGGER_SIGNING_SECRET: `whsec_${btoa(secret())}`,
};

function secret(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** The object reads its bindings when it needs them. */
const set = (tokens: Readonly<Record<string, string>>) => Object.assign(env, tokens);

afterEach(() => {
  for (const name of [...Object.keys(TOKENS), 'TRIGGER_URL', 'GITHUB_API_URL']) Reflect.deleteProperty(env, name);
});

/** Each test asks in a name of its own. */
let owner = '';
const address = () => `https://${owner}.example.com/deploy/a-secret`;

beforeEach(() => {
  owner = `octo-${secret().slice(0, 10)}`;
});

const github = (more: Record<string, unknown> = {}) => ({
  kind: 'github',
  repository: `${owner}/shop`,
  workflow: 'ci.yml',
  ...more,
});
const gitlab = (more: Record<string, unknown> = {}) => ({ kind: 'gitlab', project: `${owner}/shop`, ...more });
const dispatches = () => `https://api.github.com/repos/${owner}/shop/actions/workflows/ci.yml/dispatches`;

/** Orders, and not what is asked about a run's graph and logs. */
const isOrder = ({ pathname }: URL): boolean => !/\/(?:runs\/\d+|contents\/.*|logs|trace)$/.test(pathname);

async function pipelineWith(runner: Record<string, unknown>, tokens: Readonly<Record<string, string>> = TOKENS) {
  set(tokens);
  const slug = `p-${crypto.randomUUID()}`;
  const object = pipelineObject(env, slug);
  granted(await object.saveConfig(slug, { config: { runner: runner as never }, expected: null, author: null }));
  return {
    slug,
    object,
    net: serviceAt(owner, isOrder),
    trigger: async (request: TriggerRequest = {}) =>
      granted(await object.trigger(slug, { actor: 'ann', ...request })).id,
    deliver: (delivered: Delivered) => object.deliver(slug, [delivered]),
    until: (run: string, holds: (run: Run) => boolean) =>
      vi.waitFor(async () => expect(holds(await runOf(slug, run))).toBe(true), { timeout: 20_000, interval: 10 }),
    log: async (run: string) =>
      ((await object.logs(slug, run, EVERYTHING))?.lines ?? []).map(({ message }) => message).join('\n'),
    runs: async () => (await object.runs(slug, { limit: 50, before: null }))?.runs ?? [],
  };
}

const started = (id = 289782451) =>
  reply(200, { workflow_run_id: id, html_url: `https://github.com/${owner}/shop/actions/runs/${id}` });

/** As `workflow_run` of GitHub says it. */
const news = (key: string, run: string, status: 'queued' | 'running' | 'completed', title?: string): Delivered => ({
  source: 'github',
  key,
  event: 'workflow_run',
  mapping: {
    events: [
      {
        event: 'run',
        run,
        at: Date.now() + 1000,
        status,
        ...(status === 'completed' && { conclusion: 'success' }),
        title,
      },
    ],
    whereabouts: { run, system: 'github', project: `${owner}/shop` },
  },
});

const jobNews = (key: string, run: string): Delivered => ({
  source: 'github',
  key,
  event: 'workflow_job',
  mapping: { events: [{ event: 'job', run, job: 'build', externalId: '17', status: 'running' }] },
});

describe('a trigger of a workflow of GitHub', () => {
  it('shows at once, asks GitHub in its own words, and becomes the run that GitHub names', async () => {
    const p = await pipelineWith(
      github({ inputs: { level: 'debug' }, allow: { refs: ['release/*'], inputs: ['env'] } }),
    );
    const gate = new Gate();
    p.net.answer = () => gate.passed().then(() => started(7));
    const run = await p.trigger({ ref: 'release/2', inputs: { env: 'prod' } });
    expect(await runOf(p.slug, run)).toMatchObject({
      number: 1,
      status: 'queued',
      source: 'github',
      ref: 'release/2',
      actor: 'ann',
    });
    await p.net.asked(1);
    const { headers, body } = p.net.last();
    expect(p.net.lines).toEqual([`POST ${dispatches()}`]);
    expect(headers.get('authorization')).toBe(`Bearer ${TOKENS['GITHUB_TOKEN']}`);
    expect(JSON.parse(body)).toEqual({
      ref: 'release/2',
      inputs: { level: 'debug', env: 'prod' },
      return_run_details: true,
    });
    gate.isOpen = true;
    await p.until(run, ({ url }) => url === `https://github.com/${owner}/shop/actions/runs/7`);
    await p.deliver(news('d1', 'github:7', 'running', 'Ship it'));
    await p.deliver(jobNews('d2', 'github:7'));
    expect(await runOf(p.slug, run)).toMatchObject({
      id: run,
      status: 'running',
      title: 'Ship it',
      jobs: [{ id: 'build' }],
    });
    expect((await runOf(p.slug, 'github:7')).id).toBe(run);
    await p.deliver(news('d3', 'github:7', 'completed'));
    expect((await p.runs()).map(({ id, conclusion }) => [id, conclusion])).toEqual([[run, 'success']]);
    expect(await tasksOf(p.slug)).not.toContain('order');
  });

  it('is one run for viewers from the click to the end, whatever its events call it', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => started(5);
    const viewer = await watch(p.slug);
    const run = await p.trigger();
    await viewer.until(() => viewer.lines.some(({ message }) => message === 'It runs as github:5'));
    await p.object.ingest(p.slug, 'api', [
      { event: 'run', run: 'github:5', status: 'running' },
      { event: 'log', run, message: 'by its id' },
      { event: 'log', run: 'github:5', message: 'by its name' },
    ]);
    const body = new TextEncoder().encode('raw\n');
    const piece = { job: 'build', stage: null, offset: null, body, format: 'text', final: false } as const;
    granted(await p.object.appendLog(p.slug, { ...piece, run: 'github:5' }));
    await viewer.until(() => viewer.lines.some(({ message }) => message === 'raw'));
    expect(new Set([...viewer.updates.map(({ id }) => id), ...viewer.lines.map((line) => line.run)])).toEqual(
      new Set([run]),
    );
    expect(viewer.lines.map(({ line }) => line)).toEqual(viewer.lines.map((_, index) => index + 1));
    const narrow = await watch(p.slug, { run: 'github:5' });
    expect(narrow.lines.map(({ message }) => message)).toContain('by its name');
  });

  it('is what its jobs are where nobody else speaks of it, and ends when they have', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => started(5);
    const run = await p.trigger();
    await p.until('github:5', ({ id }) => id === run);
    await p.object.ingest(p.slug, 'api', [{ event: 'job', run: 'github:5', job: 'build', status: 'running' }]);
    expect((await runOf(p.slug, run)).status).toBe('running');
    await p.object.ingest(p.slug, 'api', [{ event: 'job', run: 'github:5', job: 'build', conclusion: 'success' }]);
    await makeDue(p.slug, 'settle');
    expect((await ended(p.slug, run)).conclusion).toBe('success');
  });

  it('keeps news back until GitHub has said whose they are', async () => {
    const p = await pipelineWith(github());
    const gate = new Gate();
    p.net.answer = () => gate.passed().then(() => started(7));
    const run = await p.trigger();
    await p.net.asked(1);
    const early = [p.deliver(jobNews('d1', 'github:7')), p.deliver(news('d2', 'github:7', 'running'))];
    const other = await p.deliver({ ...news('d3', 'gitlab:9', 'running'), source: 'gitlab' });
    expect(other).toEqual({ accepted: 1, duplicates: 0 });
    expect((await p.runs()).map(({ id }) => id)).toEqual(['gitlab:9', run]);
    gate.isOpen = true;
    expect(await Promise.all(early)).toEqual([
      { accepted: 1, duplicates: 0 },
      { accepted: 1, duplicates: 0 },
    ]);
    expect((await p.runs()).map(({ id, status }) => [id, status])).toEqual([
      ['gitlab:9', 'running'],
      [run, 'running'],
    ]);
    expect((await runOf(p.slug, run)).jobs.map(({ id }) => id)).toEqual(['build']);
  });

  it('gives way to a run whose news were there before anybody could know whose they are', async () => {
    const p = await pipelineWith(github({ nonceInput: 'nonce' }));
    p.net.answer = () => reply(204);
    const run = await p.trigger();
    await vi.waitFor(async () => expect(await p.log(run)).not.toBe(''));
    await p.net.asked(1);
    await p.deliver(jobNews('d1', 'github:8'));
    p.net.answer = () => reply(200, { workflow_runs: [{ id: 8, display_title: `CI ${run}` }] });
    const closed = await ended(p.slug, run);
    expect(closed.conclusion).toBe('neutral');
    expect(await p.log(run)).toContain('It goes on as github:8');
    await p.deliver(news('d2', 'github:8', 'completed'));
    expect((await p.runs()).map(({ id, conclusion }) => [id, conclusion])).toEqual([
      ['github:8', 'success'],
      [run, 'neutral'],
    ]);
    expect((await runOf(p.slug, 'github:8')).jobs.map(({ id }) => id)).toEqual(['build']);
  });

  it('knows its run by the nonce in the title, where GitHub does not say which it is', async () => {
    const p = await pipelineWith(github({ nonceInput: 'nonce' }));
    p.net.answer = ({ method }) => (method === 'POST' ? reply(204) : reply(200, { workflow_runs: [] }));
    const run = await p.trigger();
    await p.net.asked(1);
    expect(JSON.parse(p.net.requests[0]?.body ?? '')).toMatchObject({ inputs: { nonce: run } });
    await p.deliver(news('d1', 'github:1', 'running', 'CI of somebody else'));
    await p.deliver(news('d2', 'github:2', 'running', `CI (${run})`));
    expect((await runOf(p.slug, 'github:2')).id).toBe(run);
    expect((await p.runs()).map(({ id, status }) => [id, status])).toEqual([
      ['github:1', 'running'],
      [run, 'running'],
    ]);
  });

  it('asks an older server again without what it does not know', async () => {
    const p = await pipelineWith(github());
    p.net.answer = ({ body }) =>
      body.includes('return_run_details')
        ? reply(422, { message: 'Invalid request.\n\n"return_run_details" is not a permitted key.' })
        : body.includes('ref')
          ? reply(204)
          : reply(200, { workflow_runs: [{ id: 3, html_url: 'https://github.com/x' }] });
    const run = await p.trigger();
    await p.until('github:3', ({ id }) => id === run).catch(async () => runOf(p.slug, run));
    expect(p.net.lines.slice(0, 2)).toEqual([`POST ${dispatches()}`, `POST ${dispatches()}`]);
    expect(JSON.parse(p.net.requests[1]?.body ?? '')).toEqual({ ref: 'main', inputs: {} });
  });

  it('asks again when GitHub has failed or is tired, and never starts two', async () => {
    const p = await pipelineWith(github());
    const answers = [
      () => reply(500, { message: 'oops' }),
      () => reply(429, undefined, { 'retry-after': '1' }),
      () => started(11),
    ];
    p.net.answer = () => answers.shift()?.();
    const run = await p.trigger();
    await p.until(run, ({ url }) => url !== null);
    expect(p.net.lines).toEqual(new Array(3).fill(`POST ${dispatches()}`));
    expect((await p.runs()).length).toBe(1);
  });

  it('looks for the run that a lost answer may have been about, before it asks again', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => undefined;
    const run = await p.trigger();
    await p.net.asked(1);
    const begun = Date.now();
    p.net.answer = ({ method }) =>
      method === 'GET'
        ? reply(200, {
            workflow_runs: [{ id: 21, created_at: new Date(begun).toISOString(), html_url: 'https://github.com/21' }],
          })
        : started(99);
    await vi.waitFor(async () => expect(await tasksOf(p.slug)).toContain('order'));
    await makeDue(p.slug, 'order');
    await p.until(run, ({ url }) => url === 'https://github.com/21');
    expect(p.net.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    const { searchParams } = new URL(p.net.last().url);
    expect(Object.fromEntries(searchParams)).toMatchObject({ event: 'workflow_dispatch', branch: 'main' });
    expect(Date.parse(searchParams.get('created')?.slice(2) ?? '')).toBeLessThanOrEqual(begun);
  });

  it('is asked for again when nothing came of the lost one', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => undefined;
    const run = await p.trigger();
    await p.net.asked(1);
    p.net.answer = ({ method }) => (method === 'GET' ? reply(200, { workflow_runs: [] }) : started(22));
    await makeDue(p.slug, 'order');
    await p.until(run, ({ url }) => url !== null);
    expect(p.net.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });

  it('survives a crash between the click and the answer', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => new Gate().passed().then(() => undefined);
    const run = await p.trigger();
    await p.net.asked(1);
    await crash(p.slug);
    p.net.answer = ({ method }) => (method === 'GET' ? reply(200, { workflow_runs: [{ id: 31 }] }) : started(99));
    await makeDue(p.slug, 'order');
    await p.until('github:31', ({ id }) => id === run);
    expect(p.net.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('with the same key is one run and one request', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => started();
    const runs = await Promise.all([1, 2, 3].map(() => p.trigger({ idempotencyKey: 'k' })));
    expect(new Set(runs).size).toBe(1);
    await p.until(runs[0] ?? '', ({ url }) => url !== null);
    expect(p.net.requests.length).toBe(1);
  });

  it.each([
    [404, { message: 'Not Found' }, 'GitHub answered 404: Not Found'],
    [
      422,
      { message: "Workflow does not have 'workflow_dispatch' trigger" },
      'GitHub answered 422: Workflow does not have',
    ],
    [
      403,
      { message: 'Resource not accessible by personal access token' },
      'GitHub answered 403: Resource not accessible',
    ],
    [401, { message: 'Bad credentials' }, 'GitHub answered 401: Bad credentials'],
    [307, { message: 'Moved' }, 'GitHub answered 307: what was asked for has moved.'],
  ])('that GitHub refuses with %i ends with what it said', async (status, body, why) => {
    const p = await pipelineWith(github());
    p.net.answer = () => reply(status, body, { location: 'https://elsewhere.example.com/' });
    const run = await ended(p.slug, await p.trigger());
    expect(run.conclusion).toBe('error');
    expect(run.failureReason).toContain(why);
    expect(await p.log(run.id)).toContain(why);
    expect(p.net.requests.length).toBe(1);
  });

  it('never shows the token, not even when GitHub says it', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => reply(400, { message: `bad token ${TOKENS['GITHUB_TOKEN']} <b>` });
    const run = await ended(p.slug, await p.trigger());
    expect(run.failureReason).toBe('GitHub answered 400: bad token *** <b>');
    expect(JSON.stringify([run, await p.log(run.id)])).not.toContain(TOKENS['GITHUB_TOKEN']);
  });

  it('without a token says which is missing', async () => {
    const p = await pipelineWith(github(), {});
    const run = await ended(p.slug, await p.trigger());
    expect(run.failureReason).toBe('The Worker has no secret GITHUB_TOKEN for this pipeline.');
    expect(p.net.requests).toEqual([]);
  });

  it('that was refused runs after all when its source says so', async () => {
    const p = await pipelineWith(github({ nonceInput: 'n' }));
    p.net.answer = () => reply(404);
    const run = await ended(p.slug, await p.trigger());
    await p.object.ingest(p.slug, 'github', [
      { event: 'run', run: run.id, at: Date.now() + 60_000, status: 'running' },
    ]);
    expect((await runOf(p.slug, run.id)).status).toBe('running');
  });

  it('goes to the server that the Worker was told of', async () => {
    const p = await pipelineWith(github(), { ...TOKENS, GITHUB_API_URL: 'https://ghe.example.com/api/v3/' });
    p.net.answer = () => started();
    await p.trigger();
    await p.net.asked(1);
    expect(p.net.lines).toEqual([
      `POST https://ghe.example.com/api/v3/repos/${owner}/shop/actions/workflows/ci.yml/dispatches`,
    ]);
  });
});

describe('what a trigger may choose', () => {
  it.each([
    [{ ref: 'main' }, []],
    [{ ref: 'release/1.2' }, []],
    [{ inputs: { env: 'prod' } }, []],
    [{ ref: 'Release/1' }, ['/ref']],
    [{ ref: 'other' }, ['/ref']],
    [{ inputs: { level: 'debug' } }, ['/inputs/level']],
    [{ ref: 'x', inputs: { 'a/b': '1', env: 'y' } }, ['/ref', '/inputs/a~1b']],
  ])('%j is wrong at %j', async (request, paths) => {
    const p = await pipelineWith(
      github({ inputs: { level: 'info' }, allow: { refs: ['release/*'], inputs: ['env'] } }),
    );
    p.net.answer = () => started();
    const answer = await p.object.trigger(p.slug, { actor: null, ...request });
    expect(isRefusal(answer) ? answer.errors?.map(({ path }) => path) : []).toEqual(paths);
    expect((await p.runs()).length).toBe(paths.length === 0 ? 1 : 0);
  });
});

describe('a trigger of a pipeline of GitLab', () => {
  it('sends the form, and becomes the pipeline', async () => {
    const p = await pipelineWith(gitlab({ variables: { LEVEL: 'debug' } }));
    p.net.answer = () =>
      reply(201, { id: 46, web_url: `https://gitlab.com/${owner}/shop/-/pipelines/46`, status: 'created' });
    const run = await p.trigger();
    await p.until(run, ({ url }) => url === `https://gitlab.com/${owner}/shop/-/pipelines/46`);
    expect(p.net.lines).toEqual([`POST https://gitlab.com/api/v4/projects/${owner}%2Fshop/trigger/pipeline`]);
    expect(Object.fromEntries(new URLSearchParams(p.net.last().body))).toEqual({
      token: TOKENS['GITLAB_TRIGGER_TOKEN'],
      ref: 'main',
      'variables[LEVEL]': 'debug',
    });
    expect((await runOf(p.slug, 'gitlab:46')).id).toBe(run);
  });

  it('that is refused says why', async () => {
    const p = await pipelineWith(gitlab());
    p.net.answer = () => reply(400, { message: { base: ['Reference not found'] } });
    const run = await ended(p.slug, await p.trigger());
    expect(run.failureReason).toBe('GitLab answered 400: base Reference not found');
  });

  it('is not started twice where nobody can see whether it was', async () => {
    const { GITLAB_TOKEN: _reads, ...others } = TOKENS;
    const p = await pipelineWith(gitlab(), others);
    p.net.answer = () => undefined;
    const run = await p.trigger();
    await p.net.asked(1);
    await makeDue(p.slug, 'order');
    expect((await ended(p.slug, run)).failureReason).toMatch(/answer was lost/);
    expect(p.net.requests.length).toBe(1);
  });
});

describe('a webhook', () => {
  it('is signed over its bytes, tells which run it is about, and may name the run that it becomes', async () => {
    const p = await pipelineWith({ kind: 'webhook', url: `https://${owner}.example.com/start` });
    p.net.answer = () => reply(202, { run: 'buildkite:77', url: `https://${owner}.example.com/77` });
    const run = await p.trigger();
    await p.until(run, ({ url }) => url === `https://${owner}.example.com/77`);
    const { headers, body, url } = p.net.last();
    expect(url).toBe(`https://${owner}.example.com/start`);
    expect(headers.get('webhook-id')).toBe(run);
    expect(JSON.parse(body)).toMatchObject({
      type: 'pipeline.triggered',
      data: { pipeline: p.slug, run, ref: 'main', inputs: {}, actor: 'ann' },
    });
    const signed = { headers, body: new TextEncoder().encode(body) };
    expect(await verifySignature('standard', signed, [TOKENS['TRIGGER_SIGNING_SECRET'] ?? ''], Date.now())).toBe(true);
    await p.object.ingest(p.slug, 'buildkite', [{ event: 'run', run: 'buildkite:77', status: 'running' }]);
    expect((await runOf(p.slug, run)).status).toBe('running');
  });

  it('of a deploy hook is an address that nobody gets to see', async () => {
    const p = await pipelineWith(
      { kind: 'webhook', urlSecret: 'TRIGGER_URL', signed: false },
      { TRIGGER_URL: address() },
    );
    const build = crypto.randomUUID();
    p.net.answer = () => reply(200, { success: true, result: { build_uuid: build } });
    const run = await p.trigger();
    await p.until(`workers-builds:${build}`, ({ id }) => id === run).catch(() => p.until(run, () => false));
    expect(p.net.last().url).toBe(address());
    expect(p.net.last().headers.has('webhook-signature')).toBe(false);
    p.net.answer = ({ url }) => reply(404, { message: `no hook ${url}` });
    const refused = await ended(p.slug, await p.trigger());
    expect(refused.failureReason).toBe(`${owner}.example.com answered 404: no hook ***`);
    expect(await p.log(run)).not.toContain('/deploy/');
  });

  it('keeps its id when it is sent again', async () => {
    const p = await pipelineWith({ kind: 'webhook', url: `https://${owner}.example.com/start` });
    const answers = [() => reply(503), () => reply(204)];
    p.net.answer = () => answers.shift()?.();
    const run = await p.trigger();
    await p.net.asked(2);
    expect(p.net.requests.map(({ headers }) => headers.get('webhook-id'))).toEqual([run, run]);
    await vi.waitFor(async () => expect(await p.log(run)).toContain(`${owner}.example.com has taken it`));
    expect((await runOf(p.slug, run)).status).toBe('queued');
  });

  it.each([
    ['unsigned, though it should be', { url: 'https://x.example' }, {}, /TRIGGER_SIGNING_SECRET/],
    ['without its address', { urlSecret: 'TRIGGER_URL_B', signed: false }, {}, /no secret TRIGGER_URL_B/],
    [
      'to an address without encryption',
      { urlSecret: 'TRIGGER_URL', signed: false },
      { TRIGGER_URL: 'http://x.example/' },
      /https/,
    ],
    ['with a weak secret', { url: 'https://x.example' }, { TRIGGER_SIGNING_SECRET: 'whsec_c2hvcnQ=' }, /24 bytes/],
  ])('is not sent %s', async (_how, runner, tokens, why) => {
    const p = await pipelineWith({ kind: 'webhook', ...runner }, tokens);
    expect((await ended(p.slug, await p.trigger())).failureReason).toMatch(why);
    expect(p.net.requests).toEqual([]);
  });
});

describe('a run that is under way elsewhere', () => {
  it('is cancelled and run again there', async () => {
    const p = await pipelineWith(github());
    p.net.answer = ({ url }) => (url.endsWith('/dispatches') ? started(5) : reply(202));
    const run = await p.trigger();
    await p.until(run, ({ url }) => url !== null);
    granted(await p.object.cancel(p.slug, run, 'bob'));
    await p.net.asked(2);
    expect(p.net.lines[1]).toBe(`POST https://api.github.com/repos/${owner}/shop/actions/runs/5/cancel`);
    await p.deliver(news('d1', 'github:5', 'completed'));
    granted(await p.object.rerun(p.slug, 'github:5', 'bob'));
    await p.net.asked(3);
    expect(p.net.lines[2]).toBe(`POST https://api.github.com/repos/${owner}/shop/actions/runs/5/rerun`);
    await vi.waitFor(async () =>
      expect(await p.log(run)).toMatch(/Cancellation asked for by bob[^]*GitHub has taken it/),
    );
  });

  it('need not have been started from here', async () => {
    const p = await pipelineWith({ kind: 'external' });
    await p.deliver(news('d1', 'github:6', 'running'));
    p.net.answer = () => reply(409, { message: 'Cannot cancel a workflow run that is completed' });
    granted(await p.object.cancel(p.slug, 'github:6', null));
    await vi.waitFor(async () => expect(await p.log('github:6')).toContain('GitHub answered 409: Cannot cancel'));
    expect((await runOf(p.slug, 'github:6')).status).toBe('running');
  });

  it('of GitLab is cancelled and retried with the token for that', async () => {
    const p = await pipelineWith(gitlab());
    p.net.answer = () => reply(201, { id: 46 });
    const run = await p.trigger();
    await p.until('gitlab:46', ({ id }) => id === run).catch(() => p.until(run, () => false));
    granted(await p.object.cancel(p.slug, run, null));
    await p.net.asked(2);
    expect(p.net.lines[1]).toBe(`POST https://gitlab.com/api/v4/projects/${owner}%2Fshop/pipelines/46/cancel`);
    expect(p.net.last().headers.get('private-token')).toBe(TOKENS['GITLAB_TOKEN']);
    await p.object.ingest(p.slug, 'gitlab', [{ event: 'run', run: 'gitlab:46', conclusion: 'cancelled' }]);
    granted(await p.object.rerun(p.slug, run, null));
    await p.net.asked(3);
    expect(p.net.lines[2]).toBe(`POST https://gitlab.com/api/v4/projects/${owner}%2Fshop/pipelines/46/retry`);
  });

  it('is cancelled as soon as it is known, when it is cancelled while it starts', async () => {
    const p = await pipelineWith(github());
    const gate = new Gate();
    p.net.answer = ({ url }) => (url.endsWith('/dispatches') ? gate.passed().then(() => started(5)) : reply(202));
    const run = await p.trigger();
    await p.net.asked(1);
    granted(await p.object.cancel(p.slug, run, null));
    gate.isOpen = true;
    await p.net.asked(2);
    expect(p.net.lines[1]).toMatch(/runs\/5\/cancel$/);
  });

  it('that nobody was asked for yet is cancelled here', async () => {
    const p = await pipelineWith(github());
    p.net.answer = () => reply(503, undefined, { 'retry-after': '600' });
    const run = await p.trigger();
    await p.net.asked(1);
    await vi.waitFor(async () => {
      granted(await p.object.cancel(p.slug, run, null));
      expect((await runOf(p.slug, run)).conclusion).toBe('cancelled');
    });
    await makeDue(p.slug, 'order');
    expect(p.net.requests.length).toBe(1);
  });

  it('of a source that nobody can ask is left alone', async () => {
    const p = await pipelineWith({ kind: 'external' });
    await p.object.ingest(p.slug, 'api', [{ event: 'run', run: 'r1', status: 'running' }]);
    expect(await p.object.cancel(p.slug, 'r1', null)).toMatchObject({ refused: 'unsupported' });
    expect(await p.object.rerun(p.slug, 'r1', null)).toMatchObject({ refused: 'unsupported' });
  });
});
