import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Config, LogLine, PipelineUpdate, SimulatedRunner } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { crash, ended, EVERYTHING, evict, granted, runOf, watch } from './testing.ts';

const RUNNER: SimulatedRunner = { kind: 'simulated', duration: 600, retries: 0, matrix: [] };

async function configured(pipeline: string, config: Partial<Config>): Promise<void> {
  granted(await pipelineObject(env, pipeline).saveConfig(pipeline, { config, expected: null, author: null }));
}

const start = async (
  pipeline: string,
  request: Parameters<ReturnType<typeof pipelineObject>['trigger']>[1] = { actor: 'ann' },
) => granted(await pipelineObject(env, pipeline).trigger(pipeline, request));

const conclusionsOf = (updates: PipelineUpdate[]): (string | null)[] => updates.map(({ conclusion }) => conclusion);

describe('a simulated run', () => {
  it('goes through the stages, lights the map stage by stage, and ends with its duration', async () => {
    await configured('play', { runner: RUNNER });
    const viewer = await watch('play');
    const head = await start('play', { actor: 'ann', ref: 'feature' });
    expect(head).toEqual({ id: head.id, number: 1, attempt: 1, status: 'queued', conclusion: null });
    const run = await ended('play', head.id);
    await viewer.until(() => viewer.updates.at(-1)?.status === 'completed');
    const stages = viewer.updates.map(({ currentStage }) => currentStage);
    expect(stages.filter((stage, index) => stage !== stages[index - 1])).toEqual([
      'queued',
      'building',
      'testing',
      'deploying',
      'live',
    ]);
    const building = viewer.updates.find(({ currentStage }) => currentStage === 'building');
    expect(building?.activeNodes).toEqual(['worker', 'durable', 'github']);
    expect(building?.activeConnections).toEqual(['worker-durable', 'github-worker']);
    const last = viewer.updates.at(-1);
    expect(last).toMatchObject({ status: 'completed', conclusion: 'success', activeNodes: [], activeConnections: [] });
    expect(last?.duration).toBeGreaterThan(0);
    expect(run).toMatchObject({ ref: 'feature', actor: 'ann', source: 'simulated', conclusion: 'success' });
    expect(run.completedStages).toEqual(['queued', 'building', 'testing', 'deploying', 'live']);
    expect(run.deployments).toMatchObject([{ environment: 'production', conclusion: 'success' }]);
    const log = await pipelineObject(env, 'play').logs('play', head.id, EVERYTHING);
    expect(log?.finished).toBe(true);
    expect(log?.lines).toEqual(viewer.lines);
    expect(new Set(log?.lines.map(({ type }) => type))).toEqual(new Set(['info', 'debug', 'warn', 'success']));
    expect(log?.lines.some(({ message }) => message.includes('\x1b[32m'))).toBe(true);
    for (const job of run.jobs) expect(job.lines).toBe(log?.lines.filter((line) => line.job === job.id).length);
  });

  it('goes on by itself after a crash in the middle of it, and a viewer who resumes sees every line once', async () => {
    await configured('crash', { runner: { ...RUNNER, duration: 1500 } });
    let viewer = await watch('crash');
    const lines: LogLine[] = [];
    const { id } = await start('crash');
    for (const stage of ['building', 'testing', 'deploying']) {
      await viewer.until(() => viewer.updates.some(({ currentStage }) => currentStage === stage));
      await crash('crash');
      lines.push(...viewer.lines);
      viewer = await watch('crash', { lastEventId: viewer.lastEventId });
    }
    const run = await ended('crash', id);
    expect(run.conclusion).toBe('success');
    const log = await pipelineObject(env, 'crash').logs('crash', id, EVERYTHING);
    await viewer.until(() => lines.length + viewer.lines.length >= (log?.total ?? Infinity));
    lines.push(...viewer.lines);
    expect(lines).toEqual(log?.lines);
    expect(lines.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
  });

  it('fails where it is told to, says why, and skips what follows', async () => {
    await configured('fails', { runner: { ...RUNNER, matrix: ['18', '20'] } });
    const { id } = await start('fails', { actor: null, inputs: { failAt: 'testing', duration: '300' } });
    const run = await ended('fails', id);
    expect(run).toMatchObject({ conclusion: 'failure', currentStage: 'testing' });
    expect(run.failureReason).toContain('expected 41 to be 42');
    expect(run.jobs.map(({ name, conclusion }) => `${name}: ${conclusion ?? ''}`).sort()).toEqual([
      'build: success',
      'deploy: skipped',
      'lint: success',
      'smoke checks: skipped',
      'test (18): success',
      'test (20): failure',
    ]);
    const log = await pipelineObject(env, 'fails').logs('fails', id, { ...EVERYTHING, type: 'error' });
    expect(log?.lines.length).toBeGreaterThan(0);
    expect(new Set(log?.lines.map(({ job }) => job))).toEqual(new Set(['testing/test (20)']));
  });

  it('tries a failing job again, and the last try succeeds without the run ever showing failure', async () => {
    await configured('retries', { runner: { ...RUNNER, failAt: 'deploying', retries: 2 } });
    const viewer = await watch('retries');
    const { id } = await start('retries');
    const run = await ended('retries', id);
    expect(run.conclusion).toBe('success');
    expect(run.jobs.find(({ name }) => name === 'deploy')?.attempt).toBe(3);
    await viewer.until(() => viewer.updates.at(-1)?.status === 'completed');
    expect(new Set(conclusionsOf(viewer.updates))).toEqual(new Set([null, 'success']));
    expect(viewer.updates.flatMap(({ stages }) => stages.map(({ conclusion }) => conclusion))).not.toContain('failure');
  });

  it('plays whatever stages the config has', async () => {
    const activates = { nodes: [], connections: [] };
    const stages = ['plan', 'apply'].map((id) => ({ id, name: id, kind: 'other' as const, match: [], activates }));
    await configured('own-stages', { stages, runner: RUNNER });
    const { id } = await start('own-stages');
    const run = await ended('own-stages', id);
    expect(run.completedStages).toEqual(['plan', 'apply']);
    expect(run.jobs.find(({ stage }) => stage === 'apply')?.needs).toEqual(['plan/plan']);
  });
});

describe('a trigger', () => {
  it('replaces the live run', async () => {
    await configured('supersede', { runner: { ...RUNNER, duration: 60_000 } });
    const first = await start('supersede');
    const second = await start('supersede', { actor: null, inputs: { duration: '300' } });
    const replaced = await runOf('supersede', first.id);
    expect(replaced).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect(replaced.jobs.every(({ conclusion }) => conclusion === 'cancelled')).toBe(true);
    expect((await ended('supersede', second.id)).conclusion).toBe('success');
    expect(second.number).toBe(2);
  });

  it('waits for the end of the live run where the config says so, in order', async () => {
    await configured('queue', { runner: { ...RUNNER, duration: 300 }, concurrency: 'queue' });
    const viewer = await watch('queue');
    const heads = [await start('queue'), await start('queue'), await start('queue')];
    expect(heads.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
    for (const { id } of heads) expect((await ended('queue', id)).conclusion).toBe('success');
    await viewer.caughtUp();
    const order = viewer.updates
      .filter(({ status }) => status === 'running' || status === 'completed')
      .map(({ id }) => id);
    expect(order.filter((id, index) => id !== order[index - 1])).toEqual(heads.map(({ id }) => id));
  });

  it('lets the next begin when the live one is cancelled', async () => {
    await configured('cancel-next', { runner: { ...RUNNER, duration: 60_000 }, concurrency: 'queue' });
    const first = await start('cancel-next');
    const second = await start('cancel-next', { actor: null, inputs: { duration: '300' } });
    const object = pipelineObject(env, 'cancel-next');
    expect(granted(await object.cancel('cancel-next', first.id, 'ann'))).toMatchObject({ conclusion: 'cancelled' });
    expect((await ended('cancel-next', second.id)).conclusion).toBe('success');
    const log = await object.logs('cancel-next', first.id, { ...EVERYTHING, type: 'warn' });
    expect(log?.lines.at(-1)?.message).toBe('The run was cancelled by ann');
    expect(await object.cancel('cancel-next', first.id, 'ann')).toMatchObject({ refused: 'conflict' });
    expect(await object.cancel('cancel-next', 'nobody', 'ann')).toMatchObject({ refused: 'not-found' });
  });

  it('that waits can be cancelled, and the live run goes on', async () => {
    await configured('cancel-waiting', { runner: { ...RUNNER, duration: 500 }, concurrency: 'queue' });
    const first = await start('cancel-waiting');
    const second = await start('cancel-waiting');
    granted(await pipelineObject(env, 'cancel-waiting').cancel('cancel-waiting', second.id, null));
    expect(await runOf('cancel-waiting', second.id)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect((await ended('cancel-waiting', first.id)).conclusion).toBe('success');
    expect(await runOf('cancel-waiting', second.id)).toMatchObject({ conclusion: 'cancelled', startTime: null });
  });

  it('with the same key starts nothing new', async () => {
    await configured('keys', { runner: { ...RUNNER, duration: 300 } });
    const first = await start('keys', { actor: null, idempotencyKey: 'push 1' });
    expect((await start('keys', { actor: null, idempotencyKey: 'push 1' })).id).toBe(first.id);
    await ended('keys', first.id);
    await evict('keys');
    expect(await start('keys', { actor: null, idempotencyKey: 'push 1' })).toMatchObject({
      id: first.id,
      status: 'completed',
    });
    expect((await start('keys', { actor: null, idempotencyKey: 'push 2' })).id).not.toBe(first.id);
  });

  it('is refused with inputs that mean nothing, or where runs start elsewhere', async () => {
    const object = pipelineObject(env, 'refusals');
    const inputs = { failAt: 'nowhere', duration: '5', 'a/b': 'x', __proto__: 'y' };
    expect(await object.trigger('refusals', { actor: null, inputs })).toMatchObject({
      refused: 'invalid',
      errors: [{ path: '/inputs/failAt' }, { path: '/inputs/duration' }, { path: '/inputs/a~1b' }],
    });
    // A refusal leaves no pipeline behind.
    expect(await object.state('refusals')).toBeNull();
    await configured('refusals', { runner: { kind: 'external' } });
    expect(await object.trigger('refusals', { actor: null })).toMatchObject({ refused: 'unsupported' });
    granted(await object.ingest('refusals', 'api', [{ event: 'run', run: 'r', status: 'running' }]));
    expect(await object.cancel('refusals', 'r', null)).toMatchObject({ refused: 'unsupported' });
    expect(await object.rerun('refusals', 'r', null)).toMatchObject({ refused: 'unsupported' });
  });
});

describe('a rerun', () => {
  it('is the next attempt of the same run', async () => {
    await configured('again', { runner: { ...RUNNER, duration: 300 } });
    const object = pipelineObject(env, 'again');
    const first = await start('again');
    expect(await object.rerun('again', first.id, null)).toMatchObject({ refused: 'conflict' });
    await ended('again', first.id);
    const second = granted(await object.rerun('again', first.id, 'bob'));
    expect(second).toMatchObject({ id: first.id, number: 1, attempt: 2, status: 'queued' });
    const run = await ended('again', first.id);
    expect(run).toMatchObject({ attempt: 2, conclusion: 'success', actor: 'bob' });
    expect(run.attempts.map(({ attempt, conclusion }) => [attempt, conclusion])).toEqual([
      [1, 'success'],
      [2, 'success'],
    ]);
    expect(run.jobs.every(({ attempt, conclusion }) => attempt === 2 && conclusion === 'success')).toBe(true);
  });

  it('plays a cancelled run to its end', async () => {
    await configured('revive', { runner: { ...RUNNER, duration: 1000 } });
    const object = pipelineObject(env, 'revive');
    const viewer = await watch('revive');
    const { id } = await start('revive');
    await viewer.until(() => viewer.updates.at(-1)?.currentStage === 'building');
    granted(await object.cancel('revive', id, null));
    granted(await object.rerun('revive', id, null));
    const run = await ended('revive', id);
    expect(run).toMatchObject({ attempt: 2, conclusion: 'success' });
    expect(run.attempts[0]?.conclusion).toBe('cancelled');
  });
});
