import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bodyOf, call, newPipeline } from '../../../test/worker/api.ts';
import { postGitlab } from '../../../test/worker/hooks.ts';
import {
  DEFAULT_CONFIG,
  isStateEvent,
  merge,
  newRunState,
  stampDelivered,
  toRun,
  type Run,
} from '../../../protocol/index.ts';
import { inRows, runOf } from '../../pipeline/testing.ts';
import { mapGitlab } from './events.ts';

const at = (seconds: number): string => `2026-01-02 03:${String(10 + seconds).padStart(2, '0')}:00 UTC`;
const ms = (seconds: number): number => Date.UTC(2026, 0, 2, 3, 10 + seconds);

const build = (id: number, name: string, status: string, more: object = {}) => ({
  ...{ id, name, status, stage: name, created_at: at(0), started_at: null, finished_at: null },
  ...{ allow_failure: false, failure_reason: null, ...more },
});
const ran = (from: number, to?: number) => ({ started_at: at(from), finished_at: to === undefined ? null : at(to) });
const hook = (status: string, builds: readonly object[], more: object = {}) => ({
  object_kind: 'pipeline',
  object_attributes: { id: 5, status, stages: ['build', 'test', 'deploy'], created_at: at(0), ...more },
  project: { id: 1 },
  builds,
});
const jobHook = (id: number, name: string, status: string, more: object = {}) => ({
  object_kind: 'build',
  ...{ build_id: id, build_name: name, build_stage: name, build_status: status, build_created_at: at(0) },
  ...{ pipeline_id: 5, build_failure_reason: 'unknown_failure', ...more },
});

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

function shownIn(hooks: readonly object[]): Run {
  const state = hooks
    .flatMap((payload) => mapGitlab(payload).events ?? [])
    .filter(isStateEvent)
    .map((event) => stampDelivered(event, Date.UTC(2026, 6, 1)))
    .reduce(merge, newRunState('gitlab:5', 'p', 1, 'gitlab'));
  return toRun(state, DEFAULT_CONFIG);
}

/** What the hooks give in every order, and with each of them twice. */
function shown(...hooks: object[]): Run {
  const wanted = shownIn(hooks);
  for (const order of permutations(hooks)) {
    expect(shownIn(order)).toEqual(wanted);
    expect(shownIn([...order, ...order])).toEqual(wanted);
  }
  return wanted;
}

const words = ({ jobs }: Run) =>
  Object.fromEntries(jobs.map(({ id, status, conclusion }) => [id, conclusion ?? status]));

describe('a pipeline of GitLab', () => {
  const running = hook('running', [build(1, 'build', 'running', ran(1)), build(2, 'deploy', 'manual')]);
  const held = hook('manual', [build(1, 'build', 'success', ran(1, 2)), build(2, 'deploy', 'manual')]);
  const played = hook('running', [build(1, 'build', 'success', ran(1, 2)), build(2, 'deploy', 'running', ran(9))]);
  const ended = hook('success', [build(1, 'build', 'success', ran(1, 2)), build(2, 'deploy', 'success', ran(9, 12))], {
    finished_at: at(12),
  });

  it('waits for who starts its manual job, goes on when somebody has, and ends', () => {
    expect(shown(running, held)).toMatchObject({ status: 'waiting', waitReason: 'manual', startTime: ms(1) });
    expect(shown(running, held, played)).toMatchObject({ status: 'running', waitReason: null });
    expect(shown(running, held, played, ended)).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      duration: ms(12) - ms(1),
    });
  });

  it('has succeeded with a manual job that nobody started, and with one that may fail', () => {
    const run = shown(
      hook(
        'success',
        [
          build(1, 'build', 'success', ran(1, 2)),
          build(2, 'test', 'failed', { ...ran(3, 4), allow_failure: true, failure_reason: 'script_failure' }),
          build(3, 'deploy', 'manual'),
        ],
        { finished_at: at(4) },
      ),
    );
    expect(run).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(words(run)).toEqual({ build: 'success', test: 'failure', deploy: 'waiting' });
    expect(run.stages.map(({ id, conclusion }) => [id, conclusion])).toEqual([
      ['build', 'success'],
      ['test', 'success'],
      ['deploy', null],
    ]);
  });

  it('is taken up again when a job of it is tried again, which is the same job', () => {
    const failed = hook('failed', [build(1, 'test', 'failed', { ...ran(1, 2), failure_reason: 'script_failure' })], {
      finished_at: at(2),
    });
    const again = hook('running', [
      build(1, 'test', 'failed', { ...ran(1, 2), failure_reason: 'script_failure' }),
      build(12, 'test', 'running', { created_at: at(5), ...ran(6) }),
    ]);
    const run = shown(failed, again, jobHook(12, 'test', 'pending', { build_created_at: at(5), retries_count: 1 }));
    expect(run).toMatchObject({ status: 'running', conclusion: null });
    expect(run.jobs).toMatchObject([{ id: 'test', externalId: '12', attempt: 2, status: 'running' }]);
  });

  it('keeps the order of its stages, and names the pipeline that started it', () => {
    const child = { ...hook('pending', [build(1, 'deploy', 'created')]), source_pipeline: { pipeline_id: 4 } };
    const run = shown(child);
    expect(run.stages.map(({ id }) => id)).toEqual(['build', 'test', 'deploy']);
    expect(run.trigger).toBe('pipeline 4');
  });

  it.each([
    ['2026-01-02 03:10:00 UTC', ms(0)],
    ['2026-01-02 05:10:00 +0200', ms(0)],
    ['2026-01-02T03:10:00.123456Z', ms(0) + 123],
    ['2026-01-02T03:10:00.000+00:00', ms(0)],
    ['not yet', null],
    ['9999-12-31 23:59:59 UTC', null],
  ])('reads the time %s', (created_at, wanted) => {
    expect(shown(hook('created', [], { created_at })).createdTime).toBe(wanted);
  });
});

describe('a job of GitLab', () => {
  it.each([
    ['created', 'created'],
    ['pending', 'queued'],
    ['preparing', 'queued'],
    ['waiting_for_resource', 'waiting'],
    ['waiting_for_callback', 'waiting'],
    ['scheduled', 'waiting'],
    ['manual', 'waiting'],
    ['running', 'running'],
    ['canceling', 'running'],
    ['success', 'success'],
    ['failed', 'failure'],
    ['canceled', 'cancelled'],
    ['skipped', 'skipped'],
  ])('that is %s is %s', (status, wanted) => {
    expect(words(shown(jobHook(1, 'test', status)))).toEqual({ test: wanted });
  });

  it.each([
    ['runner_system_failure', 'error'],
    ['stuck_or_timeout_failure', 'error'],
    ['job_execution_timeout', 'timed_out'],
    ['script_failure', 'failure'],
    ['something new', 'failure'],
  ])('that failed by %s is a %s, and says why', (reason, conclusion) => {
    const [job] = shown(jobHook(1, 'test', 'failed', { build_failure_reason: reason })).jobs;
    expect(job).toMatchObject({ conclusion, failureReason: reason });
  });

  it('that succeeded has no reason to fail', () => {
    expect(shown(jobHook(1, 'test', 'success')).jobs[0]?.failureReason).toBeNull();
  });
});

it.each([
  ['blocked', { status: 'waiting', waitReason: 'approval' }],
  ['approved', { status: 'waiting', waitReason: 'approval' }],
  ['rejected', { status: 'completed', conclusion: 'cancelled' }],
  ['running', { status: 'running' }],
  ['success', { conclusion: 'success' }],
])('a deployment of GitLab may be %s', (status, wanted) => {
  const hook = { object_kind: 'deployment', deployment_id: 3, deployable_id: 77, status, environment: 'production' };
  const { events, tie } = mapGitlab(hook);
  expect(events?.[0]).toMatchObject({ run: 'gitlab:deployment:3', ...wanted });
  expect(tie).toEqual({ kind: 'job', key: '77' });
});

it('keeps nothing of the variables of a pipeline, wherever they stand', async () => {
  const secret = 'correct-horse-battery-staple';
  const variables = [{ key: 'PASSWORD', value: secret }];
  const { slug, base, headers } = await newPipeline();
  const told = hook('running', [{ ...build(1, 'build', 'running', ran(1)), variables }], { variables });
  await bodyOf(await postGitlab(base, JSON.stringify({ ...told, variables })), 202);
  await bodyOf(await postGitlab(base, JSON.stringify({ ...jobHook(1, 'build', 'failed'), variables })), 202);
  await bodyOf(await postGitlab(base, JSON.stringify({ object_kind: 'pipeline', variables })), 202);
  expect((await runOf(slug, 'gitlab:5')).jobs).toHaveLength(1);
  const rows = await inRows(slug, (sql) =>
    sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray()
      .flatMap(({ name }) => sql.exec(`SELECT * FROM ${name}`).toArray()),
  );
  expect(rows.length).toBeGreaterThan(5);
  const deliveries = await (await call(`${base}/deliveries`, { headers })).text();
  const stored = await env.CONFIG.list();
  expect(JSON.stringify([rows, deliveries, stored])).not.toContain(secret);
});
