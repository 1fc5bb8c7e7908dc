import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newPipeline } from '../../test/worker/api.ts';
import type { PipelineEvent } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { crash, granted, inRows, runOf, watch } from './testing.ts';

const JOBS = Array.from({ length: 200 }, (_, index) => `job ${index}`);

const running = (job: string): PipelineEvent => ({ event: 'job', run: 'r', job, status: 'running' });

it('takes a burst in a few commits, loses nothing of it, and answers when it is safe', async () => {
  const { slug } = await newPipeline();
  const viewer = await watch(slug);
  const object = pipelineObject(env, slug);
  const answers = await Promise.all(JOBS.map((job) => object.ingest(slug, 'api', [running(job)])));
  expect(answers.every((answer) => granted(answer).accepted === 1)).toBe(true);
  await crash(slug);
  const { jobs } = await runOf(slug, 'r');
  expect(new Set(jobs.map(({ id }) => id))).toEqual(new Set(JOBS));
  const updates = await inRows(
    slug,
    (sql) => sql.exec("SELECT count(*) AS count FROM journal WHERE type = 'pipeline-update'").one()['count'],
  );
  expect(Number(updates)).toBeLessThan(JOBS.length / 2);
  viewer.close();
});

it('refuses only the one that cannot be taken, whatever it came with', async () => {
  const { slug } = await newPipeline();
  const object = pipelineObject(env, slug);
  const lines = '\n'.repeat(60_000);
  const [before, tooMuch, after] = await Promise.all([
    object.ingest(slug, 'api', [running('a'), { ...running('a'), id: 'once' }]),
    object.ingest(slug, 'api', [{ event: 'log', run: 'r', message: lines, id: 'twice' }]),
    object.ingest(slug, 'api', [running('b'), { ...running('a'), id: 'once' }]),
  ]);
  expect(before).toEqual({ accepted: 2, duplicates: 0 });
  expect(tooMuch).toMatchObject({ refused: 'too-large' });
  expect(after).toEqual({ accepted: 1, duplicates: 1 });
  expect((await runOf(slug, 'r')).jobs.map(({ id }) => id)).toEqual(['a', 'b']);
  // What was refused was not remembered as known either.
  const again = await object.ingest(slug, 'api', [{ event: 'log', run: 'r', message: 'short', id: 'twice' }]);
  expect(again).toEqual({ accepted: 1, duplicates: 0 });
});
