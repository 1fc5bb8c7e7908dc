import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../test/fixtures/signature-vectors.json';
import { cloudEventMode, readCloudEvents } from './cloudevents.ts';
import { mapCdEvent } from './cdevents/events.ts';
import { UnreadablePayload, type Mapping } from './mapping.ts';
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

describe('whatever stands in a payload', () => {
  const workflow = { id: 'w1', name: 'ci', status: 'success', created_at: iso, stopped_at: iso };
  const job = { id: 'j1', name: 'test', state: 'completed', result: 'succeeded', attempt: 1, startTime: iso };
  const build = { id: 'b1', state: 'passed', blocked: false, message: 'x', created_at: iso, creator: { name: 'ann' } };
  const context = { id: 'i', source: '/s', type: 'dev.cdevents.taskrun.finished.0.2.0', timestamp: iso };
  const payloads: readonly [string, (payload: unknown) => Mapping, object][] = [
    [
      'a job of Buildkite',
      (told) => mapBuildkite('job.finished', told),
      { job: { ...job, matrix: { os: 'x' } }, build },
    ],
    ['a build of Buildkite', (told) => mapBuildkite('build.finished', told), { build }],
    [
      'CircleCI',
      mapCircleci,
      { type: 'job-completed', happened_at: iso, workflow, job: { ...job, status: 'success' } },
    ],
    [
      'Azure',
      (told) => mapAzure('ms.vss-pipelines.job-state-changed-event', told),
      { resource: { run: { id: 1 }, job } },
    ],
    ['Vercel', mapVercel, { type: 'deployment.error', createdAt: at, payload: { deployment: { id: 'd1', meta: {} } } }],
    ['Netlify', mapNetlify, { id: 'n1', state: 'ready', created_at: iso, deploy_ssl_url: 'https://x' }],
    [
      'Workers Builds',
      mapWorkersBuilds,
      { type: 'cf.workersBuilds.worker.build.succeeded', payload: { buildUuid: 'u', buildOutcome: 'success' } },
    ],
    [
      'CDEvents',
      mapCdEvent,
      { context, subject: { id: 's', content: { outcome: 'error', pipelineRun: { id: 'r' } } } },
    ],
  ];
  const odd = fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    '',
    '\u0000',
    'x'.repeat(5000),
    [],
    [[]],
    {},
    {
      id: {},
    },
  );
  const changes = fc.array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), odd, fc.boolean()), {
    minLength: 1,
    maxLength: 4,
  });

  /** Goes down by the numbers of keys, and puts the value there or takes what is there away. */
  function change(place: object, [first = 0, ...deeper]: readonly number[], value: unknown, away: boolean): void {
    const keys = Object.keys(place);
    const key = keys[first % keys.length];
    if (key === undefined) return;
    const inside: unknown = Reflect.get(place, key);
    if (deeper.length > 0 && typeof inside === 'object' && inside !== null) change(inside, deeper, value, away);
    else if (away) Reflect.deleteProperty(place, key);
    else Reflect.set(place, key, structuredClone(value));
  }

  it.each(payloads)('%s is understood, ignored, or refused with a reason', (_name, map, payload) => {
    fc.assert(
      fc.property(changes, (list) => {
        const copy = structuredClone(payload);
        for (const [path, value, away] of list) change(copy, path, value, away);
        try {
          const { events, ignored } = map(copy);
          expect(events?.length ?? ignored?.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadablePayload);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it.each([mapCircleci, mapVercel, mapNetlify, mapWorkersBuilds])('refuses what it cannot identify: %o', (map) => {
  for (const payload of [null, 7, [], {}, { type: 'x' }]) expect(() => map(payload)).toThrow(UnreadablePayload);
});
