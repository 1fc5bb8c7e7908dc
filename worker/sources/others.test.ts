import { describe, expect, it } from 'vitest';
import vectors from '../../test/fixtures/signature-vectors.json';
import { cloudEventMode, readCloudEvents } from './cloudevents.ts';
import { UnreadablePayload } from './mapping.ts';
import { verifyNetlify } from './netlify-signature.ts';
import { mapAzure } from './others/azure.ts';
import { mapBuildkite } from './others/buildkite.ts';
import { mapCircleci } from './others/circleci.ts';
import { mapNetlify, mapVercel } from './others/deployments.ts';
import { mapWorkersBuilds } from './others/workers-builds.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5);
const iso = '2026-01-02T03:04:05Z';

describe('Buildkite', () => {
  const build = {
    id: 'b1',
    state: 'passed',
    branch: 'main',
    commit: 'abc',
    message: 'Fix it\n\nmore',
    created_at: iso,
  };

  it('maps a build, and one behind a block step waits', () => {
    const [run] = mapBuildkite('build.finished', { build: { ...build, finished_at: iso } }).events ?? [];
    expect(run).toMatchObject({
      run: 'buildkite:b1',
      status: 'completed',
      conclusion: 'success',
      title: 'Fix it',
      endTime: at,
    });
    const [blocked] = mapBuildkite('build.finished', { build: { ...build, blocked: true } }).events ?? [];
    expect(blocked).toMatchObject({ status: 'waiting', waitReason: 'approval' });
  });

  it('maps a job with its retries and a failure that is allowed', () => {
    const job = {
      id: 'j2',
      name: ':hammer: Build',
      step_key: 'build',
      state: 'failed',
      soft_failed: true,
      retries_count: 1,
      exit_status: 2,
    };
    const [event] = mapBuildkite('job.finished', { job, build }).events ?? [];
    expect(event).toMatchObject({
      job: 'build',
      externalId: 'j2',
      conclusion: 'failure',
      allowFailure: true,
      retries: 1,
    });
    const legs = [{ matrix: { os: 'mac', node: '18' } }, { parallel_group_index: 0, parallel_group_total: 4 }].map(
      (leg) => mapBuildkite('job.started', { job: { ...job, state: 'running', ...leg }, build }).events?.[0],
    );
    expect(legs).toMatchObject([
      { job: 'build (mac, 18)', group: 'build' },
      { job: 'build (1/4)', group: 'build' },
    ]);
    const [early] = mapBuildkite('job.scheduled', { job: { ...job, state: 'waiting' }, build }).events ?? [];
    expect(early).toMatchObject({ status: 'created' });
  });
});

describe('CircleCI', () => {
  const workflow = { id: 'w1', name: 'ci', status: 'success', created_at: iso, stopped_at: iso };

  it('maps the end of a workflow and of a job', () => {
    const [run] = mapCircleci({ type: 'workflow-completed', happened_at: iso, workflow }).events ?? [];
    expect(run).toMatchObject({ run: 'circleci:w1', conclusion: 'success', endTime: at });
    const job = { id: 'j1', name: 'build', status: 'canceled', started_at: iso, stopped_at: iso };
    const events = mapCircleci({ type: 'job-completed', happened_at: iso, workflow, job }).events ?? [];
    expect(events).toMatchObject([{ status: 'running' }, { job: 'build', conclusion: 'cancelled' }]);
  });
});

describe('Azure DevOps', () => {
  it('maps a run and its jobs, which are those of its stages', () => {
    const run = { id: 12, name: '20260102.1', state: 'completed', result: 'partiallySucceeded', createdDate: iso };
    const changed = (kind: string, more: object) =>
      mapAzure(`ms.vss-pipelines.${kind}-state-changed-event`, { resource: { run, ...more } });
    expect(changed('run', { pipeline: { name: 'shop' } }).events).toMatchObject([
      { run: 'azure:12', title: 'shop 20260102.1', status: 'completed', conclusion: 'failure' },
    ]);
    const job = { id: 'j1', name: 'Build', attempt: 2, state: 'inProgress', result: null, startTime: iso };
    expect(changed('job', { job, stage: { name: 'build', displayName: 'Build it' } }).events).toMatchObject([
      { run: 'azure:12', job: 'Build', attempt: 2, stage: 'Build it', status: 'running', startTime: at },
    ]);
    expect(changed('stage', {}).ignored).toContain('stages');
    expect(mapAzure('git.push', {}).ignored).toContain('git.push');
  });

  it('reads how a build ended where its version of the resource says it', () => {
    const ended = (status: string | null, result: string | null) =>
      mapAzure('build.complete', { resource: { id: 2, status, result } }).events?.[0];
    expect(ended('succeeded', null)).toMatchObject({ conclusion: 'success' });
    expect(ended('completed', 'canceled')).toMatchObject({ conclusion: 'cancelled' });
    expect(ended('stopped', null)).toMatchObject({ conclusion: 'cancelled' });
    expect(ended(null, null)).not.toHaveProperty('status');
  });
});

describe('Workers Builds', () => {
  it('maps the outcome, in either spelling', () => {
    const message = (buildOutcome: string | null, word: string) => ({
      type: `cf.workersBuilds.worker.build.${word}`,
      source: { workerName: 'shop' },
      payload: { buildUuid: 'u1', buildOutcome, createdAt: iso },
    });
    expect(mapWorkersBuilds(message(null, 'started')).events?.[0]).toMatchObject({ status: 'running' });
    for (const word of ['canceled', 'cancelled']) {
      expect(mapWorkersBuilds(message(word, 'failed')).events?.[0]).toMatchObject({ conclusion: 'cancelled' });
    }
  });
});

describe('Vercel and Netlify', () => {
  it('are a run with one deployment', () => {
    const body = {
      type: 'deployment.succeeded',
      createdAt: at,
      payload: { deployment: { id: 'd1', url: 'x.vercel.app' }, target: 'production' },
    };
    expect(mapVercel(body).events).toMatchObject([
      { event: 'run', run: 'vercel:d1', conclusion: 'success' },
      { event: 'job', job: 'deploy' },
      { event: 'deployment', environment: 'production', url: 'https://x.vercel.app' },
    ]);
    expect(
      mapNetlify({ id: 'n1', state: 'error', error_message: 'no', deploy_ssl_url: 'javascript://x' }).events,
    ).toMatchObject([{ run: 'netlify:n1', conclusion: 'error', failureReason: 'no' }, {}, { url: undefined }]);
  });

  it('knows how far a deploy of Netlify is', () => {
    const [running] = mapNetlify({ id: 'n1', state: 'processing' }).events ?? [];
    const [held] = mapNetlify({ id: 'n1', state: 'pending_review' }).events ?? [];
    expect([running, held]).toMatchObject([{ status: 'running' }, { status: 'waiting', waitReason: 'approval' }]);
  });

  it('verifies the signature of Netlify, and no other', async () => {
    const vector = vectors.find(({ scheme }) => scheme.startsWith('netlify'));
    const header = vector?.header['X-Webhook-Signature'] ?? '';
    const verify = (body: string, token: string, secret: string) =>
      verifyNetlify({ headers: new Headers({ 'x-webhook-signature': token }), body: new TextEncoder().encode(body) }, [
        secret,
      ]);
    expect(await verify(vector?.body ?? '', header, vector?.secret ?? '')).toBe(true);
    expect(await verify(`${vector?.body} `, header, vector?.secret ?? '')).toBe(false);
    expect(await verify(vector?.body ?? '', header.slice(0, -2), vector?.secret ?? '')).toBe(false);
    expect(await verify(vector?.body ?? '', header, 'wrong')).toBe(false);
    expect(await verify(vector?.body ?? '', '', '')).toBe(false);
  });
});

describe('CloudEvents', () => {
  const event = { specversion: '1.0', id: '1', source: '/s', type: 't' };

  it.each([
    [
      'binary',
      new Headers({ 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '%2Fs', 'ce-type': '"t"' }),
      '{"a":1}',
    ],
    [
      'structured',
      new Headers({ 'content-type': 'application/cloudevents+json; charset=utf-8' }),
      JSON.stringify({ ...event, data: { a: 1 } }),
    ],
    [
      'structured',
      new Headers({ 'content-type': 'application/cloudevents+json' }),
      JSON.stringify({ ...event, data_base64: btoa('{"a":1}') }),
    ],
    [
      'batch',
      new Headers({ 'content-type': 'application/cloudevents-batch+json' }),
      JSON.stringify([{ ...event, data: { a: 1 } }]),
    ],
  ] as const)('are read in %s mode', (mode, headers, body) => {
    expect(cloudEventMode(headers)).toBe(mode);
    const [read] = readCloudEvents(mode, headers, body);
    expect({ ...read, data: read?.data() }).toEqual({ id: '1', source: '/s', type: 't', data: { a: 1 } });
  });

  it('have headers that are decoded once, and a percent sign of its own stays one', () => {
    const read = (id: string) =>
      readCloudEvents(
        'binary',
        new Headers({ 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': '/s', 'ce-type': 't' }),
        '',
      )[0]?.id;
    expect(read('%2525')).toBe('%25');
    expect(read('100%')).toBe('100%');
    expect(read('"a \\"b\\" %E2%82%AC"')).toBe('a "b" €');
    for (const broken of ['%FF', '%E2%82', '%C0%AF']) expect(() => read(broken)).toThrow(/UTF-8/);
  });

  it('may carry anything, until it is asked for', () => {
    const headers = new Headers({ 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/s', 'ce-type': 't' });
    const [event] = readCloudEvents('binary', headers, '<xml/>');
    expect(event?.type).toBe('t');
    expect(() => event?.data()).toThrow(UnreadablePayload);
  });

  it('are refused with a reason', () => {
    expect(cloudEventMode(new Headers({ 'content-type': 'application/json' }))).toBeNull();
    expect(() => readCloudEvents('structured', new Headers(), '{}')).toThrow(UnreadablePayload);
    expect(() => readCloudEvents('batch', new Headers(), '{}')).toThrow(UnreadablePayload);
    expect(() => readCloudEvents('binary', new Headers({ 'ce-specversion': '1.0', 'ce-id': '%FF' }), '{}')).toThrow(
      /UTF-8/,
    );
  });
});

it.each([mapCircleci, mapVercel, mapNetlify, mapWorkersBuilds])('refuses what it cannot identify: %o', (map) => {
  for (const payload of [null, 7, [], {}, { type: 'x' }]) expect(() => map(payload)).toThrow(UnreadablePayload);
});
