import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { pipelineObject } from './pipeline-object.ts';
import worker from './index.ts';

const build = (id: string, word: string, buildOutcome: string | null) => ({
  id,
  timestamp: new Date(),
  attempts: 1,
  body: {
    type: `cf.workersBuilds.worker.build.${word}`,
    source: { workerName: 'shop' },
    payload: { buildUuid: 'b1', buildOutcome, createdAt: '2026-01-02T03:04:05Z' },
  },
});

async function queue(pipeline: string, messages: { id: string; timestamp: Date; attempts: number; body: unknown }[]) {
  const batch = createMessageBatch('workers-builds', messages);
  await worker.queue(batch, { ...env, WORKERS_BUILDS_PIPELINE: pipeline });
  return getQueueResult(batch, createExecutionContext());
}

it('shows the builds that come by the queue, each message once', async () => {
  const started = build('m1', 'started', null);
  const result = await queue('builds', [started, build('m2', 'succeeded', 'success'), started]);
  expect(result.explicitAcks).toHaveLength(3);
  expect(await pipelineObject(env, 'builds').run('builds', 'workers-builds:b1')).toMatchObject({
    status: 'completed',
    conclusion: 'success',
  });
  const deliveries = await pipelineObject(env, 'builds').deliveries('builds');
  expect(deliveries?.map(({ outcome }) => outcome)).toEqual(['duplicate', 'applied', 'applied']);
});

it('takes what it cannot read out of the queue, and says so', async () => {
  await queue('builds-2', [build('m1', 'started', null)]);
  const broken = {
    id: 'm2',
    timestamp: new Date(),
    attempts: 1,
    body: { type: 'cf.workersBuilds.worker.build.started' },
  };
  const result = await queue('builds-2', [broken, { ...broken, id: 'm3', body: null }]);
  expect(result.explicitAcks).toHaveLength(2);
  const deliveries = await pipelineObject(env, 'builds-2').deliveries('builds-2');
  expect(deliveries?.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(2);
});
