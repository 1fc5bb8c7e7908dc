import { describe, expect, it } from 'vitest';
import finished from '../../test/fixtures/webhooks/cdevents/spec.pipelinerun_finished.json';
import started from '../../test/fixtures/webhooks/cdevents/spec.pipelinerun_started.json';
import { bearer, bodyOf, call, newPipeline, problemOf, tokenFor } from '../../test/worker/api.ts';
import { callSigned, SECRETS, standardHeaders } from '../../test/worker/hooks.ts';
import type { Delivery, Run, RunPage } from '../../protocol/index.ts';

type Target = Awaited<ReturnType<typeof newPipeline>>;

const wrapped = (data: { context: { id: string; source: string; type: string } }) => ({
  specversion: '1.0',
  id: data.context.id,
  source: data.context.source,
  type: data.context.type,
  data,
});

const post = ({ base, headers }: Target, body: unknown, more: Record<string, string>) =>
  call(`${base}/events`, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, ...more } });

const runsOf = async ({ base }: Target) =>
  (await bodyOf<RunPage>(await call(`${base}/runs`))).runs.map(({ id, status }) => [id, status]);

describe('CloudEvents', () => {
  it.each([
    ['structured', 'application/cloudevents+json', wrapped(started), 1],
    ['in a batch', 'application/cloudevents-batch+json; charset=utf-8', [wrapped(started), wrapped(finished)], 2],
  ])('are taken %s, each once', async (_mode, type, body, accepted) => {
    const target = await newPipeline();
    const headers = { 'content-type': type };
    expect(await bodyOf(await post(target, body, headers), 202)).toEqual({ accepted, duplicates: 0 });
    expect(await bodyOf(await post(target, body, headers), 202)).toEqual({ accepted: 0, duplicates: accepted });
    expect(await runsOf(target)).toHaveLength(1);
  });

  it('are taken with their attributes in the headers', async () => {
    const target = await newPipeline();
    const { id, source, type } = wrapped(started);
    const headers = {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': encodeURIComponent(id),
      'ce-source': source,
      'ce-type': `"${type}"`,
    };
    expect(await bodyOf(await post(target, started, headers), 202)).toEqual({ accepted: 1, duplicates: 0 });
    expect(
      await bodyOf(await post(target, wrapped(started), { 'content-type': 'application/cloudevents+json' }), 202),
    ).toEqual({ accepted: 0, duplicates: 1 });
  });

  it('say by their links which task came before', async () => {
    const target = await newPipeline();
    const task = (name: string, id: string, word: string, links: unknown[] = []) => ({
      context: {
        version: '0.4.1',
        id,
        source: '/ci',
        type: `dev.cdevents.taskrun.${word}.0.2.0`,
        timestamp: '2026-01-02T03:04:05Z',
        links,
      },
      subject: {
        id: `task-${name}`,
        content: { taskName: name, pipelineRun: { id: 'run-7' }, ...(word === 'finished' && { outcome: 'success' }) },
      },
    });
    const path = (contextId: string) => ({ linkType: 'PATH', from: { contextId } });
    const relation = { linkType: 'RELATION', linkKind: 'TRIGGER', target: { contextId: 'e1' } };
    const events = [
      task('test', 'e3', 'started', [path('e2'), relation, 'nonsense', path('elsewhere')]),
      task('build', 'e1', 'started'),
      task('build', 'e2', 'finished', [{ linkType: 'END', from: { contextId: 'e1' } }]),
    ];
    const headers = { 'content-type': 'application/cloudevents-batch+json' };
    await bodyOf(await post(target, events.map(wrapped), headers), 202);
    const [[id] = []] = await runsOf(target);
    const { jobs } = await bodyOf<Run>(await call(`${target.base}/runs/${encodeURIComponent(String(id))}`));
    expect(Object.fromEntries(jobs.map(({ name, needs }) => [name, needs]))).toEqual({ build: [], test: ['build'] });
  });

  it('of other kinds are ignored', async () => {
    const target = await newPipeline();
    const body = { specversion: '1.0', id: '1', source: '/s', type: 'com.example.party', data: 7 };
    const { ignored } = await bodyOf<{ ignored: string }>(
      await post(target, body, { 'content-type': 'application/cloudevents+json' }),
      202,
    );
    expect(ignored).toContain('com.example.party');
    expect(await runsOf(target)).toEqual([]);
  });

  it('are taken together or not at all', async () => {
    const target = await newPipeline();
    const body = [wrapped(started), { ...wrapped(finished), specversion: '0.3' }];
    await problemOf(await post(target, body, { 'content-type': 'application/cloudevents-batch+json' }), 422);
    expect(await runsOf(target)).toEqual([]);
    const { deliveries } = await bodyOf<{ deliveries: Delivery[] }>(
      await call(`${target.base}/deliveries`, { headers: target.headers }),
    );
    expect(deliveries).toMatchObject([{ source: 'cdevents', outcome: 'rejected' }]);
  });

  it('whose collector gave them no ids are told apart by what they say', async () => {
    const target = await newPipeline();
    const other = structuredClone(started);
    other.subject.id = 'another-run';
    for (const data of [started, other]) {
      const body = { ...wrapped(data), id: '0' };
      const answer = await post(target, body, { 'content-type': 'application/cloudevents+json' });
      expect(await bodyOf(answer, 202)).toEqual({ accepted: 1, duplicates: 0 });
    }
    expect(await runsOf(target)).toHaveLength(2);
  });

  it('need a token that may ingest', async () => {
    const { base, slug } = await newPipeline();
    const request = (headers: Record<string, string>) =>
      call(`${base}/events`, {
        method: 'POST',
        body: JSON.stringify(wrapped(started)),
        headers: { 'content-type': 'application/cloudevents+json', ...headers },
      });
    await problemOf(await request({}), 401);
    await problemOf(await request(bearer(await tokenFor(slug, 'view'))), 403);
  });
});

describe('the question whether one may send', () => {
  it('is answered for the routes that take events, and is otherwise that of a browser', async () => {
    const { base } = await newPipeline();
    const ask = (path: string) =>
      call(path, {
        method: 'OPTIONS',
        headers: { 'webhook-request-origin': 'eventemitter.example.com', 'webhook-request-rate': '120' },
      });
    for (const path of [`${base}/events`, `${base}/webhooks/github`]) {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      expect(headers.get('webhook-allowed-origin')).toBe('eventemitter.example.com');
      expect(headers.get('webhook-allowed-rate')).toBe('*');
      expect(headers.get('allow')).toBe('POST');
    }
    expect((await ask(`${base}/config`)).headers.get('webhook-allowed-origin')).toBeNull();
    expect((await call(`${base}/events`, { method: 'OPTIONS' })).status).toBe(204);
  });
});

describe('our own events, signed as Standard Webhooks say', () => {
  const body = JSON.stringify([{ event: 'run', run: 'r1', status: 'running' }]);
  const send = async ({ base }: Target, text: string, id: string, secret: string = SECRETS.EVENTS_SIGNING_SECRET) =>
    callSigned(`${base}/events`, { method: 'POST', body: text, headers: await standardHeaders(body, id, secret) });

  it('need no token, and take effect once', async () => {
    const target = await newPipeline();
    expect(await bodyOf(await send(target, body, 'msg_1'), 202)).toEqual({ accepted: 1, duplicates: 0 });
    expect(await bodyOf(await send(target, body, 'msg_1'), 202)).toEqual({ accepted: 0, duplicates: 1 });
    expect(await runsOf(target)).toEqual([['r1', 'running']]);
  });

  it('are refused where the signature does not fit, or no secret is set', async () => {
    const target = await newPipeline();
    await problemOf(await send(target, `${body} `, 'msg_1'), 401);
    await problemOf(await send(target, body, 'msg_1', `whsec_${btoa('another secret')}`), 401);
    const headers = await standardHeaders(body, 'msg_1', SECRETS.EVENTS_SIGNING_SECRET);
    const { detail } = await problemOf(await call(`${target.base}/events`, { method: 'POST', body, headers }), 403);
    expect(detail).toContain('EVENTS_SIGNING_SECRET');
    expect(await runsOf(target)).toEqual([]);
  });
});
