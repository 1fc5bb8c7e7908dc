import { describe, expect, it } from 'vitest';
import { bodyOf, call, newPipeline, problemOf, send } from '../../test/worker/api.ts';
import type { Run, RunAnswer, RunPage } from '../../protocol/index.ts';

const SIMULATED = { runner: { kind: 'simulated', duration: 600_000 } };

describe('a trigger', () => {
  it('starts a run and says where it is', async () => {
    const { base, headers } = await newPipeline(SIMULATED);
    const response = await send('POST', `${base}/trigger`, { ref: 'main' }, { headers });
    const location = response.headers.get('location') ?? '';
    const { run } = await bodyOf<RunAnswer>(response, 202);
    expect(run).toMatchObject({ number: 1, attempt: 1, conclusion: null });
    expect(await bodyOf<Run>(await call(location))).toMatchObject({ id: run.id, ref: 'main', actor: 'ann' });
  });

  it('needs no body', async () => {
    const { base, headers } = await newPipeline(SIMULATED);
    await bodyOf<RunAnswer>(await call(`${base}/trigger`, { method: 'POST', headers }), 202);
  });

  it('with the key of an earlier one answers with that run', async () => {
    const { base, headers } = await newPipeline(SIMULATED);
    const ask = async () =>
      (await bodyOf<RunAnswer>(await send('POST', `${base}/trigger`, { idempotencyKey: 'k1' }, { headers }), 202)).run
        .id;
    const ids = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(ids).size).toBe(1);
    const { runs } = await bodyOf<RunPage>(await call(`${base}/runs`));
    expect(runs.map(({ id }) => id)).toEqual([ids[0]]);
  });

  it.each([
    ['an unknown field', { reff: 'main' }, 422, ['/reff']],
    ['a wrong type', { ref: 7, inputs: { a: 1 } }, 422, ['/ref', '/inputs/a']],
    ['no object', [], 422, ['']],
    ['too much', { ref: 'x'.repeat(70_000) }, 413, []],
  ])('with %s starts nothing', async (_what, body, status, paths) => {
    const { base, headers } = await newPipeline(SIMULATED);
    const problem = await problemOf(await send('POST', `${base}/trigger`, body, { headers }), status);
    expect(problem.errors?.map(({ path }) => path) ?? []).toEqual(paths);
    expect((await bodyOf<RunPage>(await call(`${base}/runs`))).runs).toEqual([]);
  });

  it('is refused where runs start elsewhere', async () => {
    const { base, headers } = await newPipeline({ runner: { kind: 'external' } });
    await problemOf(await call(`${base}/trigger`, { method: 'POST', headers }), 409);
  });
});

describe('a run', () => {
  it('can be cancelled, once, and run again', async () => {
    const { base, headers } = await newPipeline(SIMULATED);
    const post = (path: string) => call(`${base}${path}`, { method: 'POST', headers });
    const { run } = await bodyOf<RunAnswer>(await post('/trigger'), 202);
    const path = `/runs/${encodeURIComponent(run.id)}`;
    const cancelled = await bodyOf<RunAnswer>(await post(`${path}/cancel`), 202);
    expect(cancelled.run).toMatchObject({ id: run.id, status: 'completed', conclusion: 'cancelled' });
    await problemOf(await post(`${path}/cancel`), 409);
    const again = await bodyOf<RunAnswer>(await post(`${path}/rerun`), 202);
    expect(again.run.status).not.toBe('completed');
  });

  it('that is unknown cannot', async () => {
    const { base, headers } = await newPipeline(SIMULATED);
    for (const verb of ['cancel', 'rerun']) {
      await problemOf(await call(`${base}/runs/none/${verb}`, { method: 'POST', headers }), 404);
    }
  });
});

it('pipelines do not see each other', async () => {
  const [a, b] = [await newPipeline(SIMULATED), await newPipeline(SIMULATED)];
  await bodyOf(await call(`${a.base}/trigger`, { method: 'POST', headers: a.headers }), 202);
  expect((await bodyOf<RunPage>(await call(`${b.base}/runs`))).runs).toEqual([]);
});
