import { describe, expect, it } from 'vitest';
import { bodyOf, call, newPipeline, problemOf, send } from '../../test/worker/api.ts';
import type { PipelineState, Run, RunPage } from '../../protocol/index.ts';

type Target = Awaited<ReturnType<typeof newPipeline>>;

const tell = async ({ base, headers }: Target, event: Record<string, unknown>) => {
  expect((await send('POST', `${base}/events`, event, { headers })).status).toBe(202);
};

describe('the state', () => {
  it('is the head of the config, the newest run, and how many watch', async () => {
    const target = await newPipeline({ title: 'Shop' });
    const read = async () => bodyOf<PipelineState>(await call(target.base));
    expect(await read()).toMatchObject({
      pipeline: target.slug,
      config: { revision: 1, title: 'Shop' },
      run: null,
      viewers: 0,
    });
    await tell(target, { event: 'run', run: 'r1', status: 'running' });
    await tell(target, { event: 'run', run: 'r2', status: 'queued' });
    expect((await read()).run?.id).toBe('r2');
  });

  it('costs nothing while nothing has changed', async () => {
    const target = await newPipeline();
    const first = await call(target.base);
    await first.body?.cancel();
    const condition = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } };
    expect((await call(target.base, condition)).status).toBe(304);
    await tell(target, { event: 'run', run: 'r1', status: 'running' });
    const changed = await call(target.base, condition);
    expect((await bodyOf<PipelineState>(changed)).run?.id).toBe('r1');
  });
});

describe('the list of runs', () => {
  it('has them newest first, page by page', async () => {
    const target = await newPipeline();
    const ids = Array.from({ length: 7 }, (_, index) => `r${index + 1}`);
    for (const run of ids) await tell(target, { event: 'run', run, conclusion: 'success' });
    const found: string[] = [];
    let query = '?limit=3';
    for (let pages = 0; query !== ''; pages += 1) {
      expect(pages).toBeLessThan(5);
      const { runs, next } = await bodyOf<RunPage>(await call(`${target.base}/runs${query}`));
      found.push(...runs.map(({ id }) => id));
      query = next === null ? '' : `?limit=3&before=${next}`;
    }
    expect(found).toEqual(ids.reverse());
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=', 'before=0', 'before=-1', 'before=1.5'])(
    'is refused for %s',
    async (query) => {
      await problemOf(await call(`/api/pipelines/default/runs?${query}`), 400);
    },
  );
});

describe('a run', () => {
  it('is found by its id, whatever characters that has', async () => {
    const target = await newPipeline();
    const id = 'github:42/ä b?#%';
    await tell(target, { event: 'run', run: id, status: 'running', ref: 'main' });
    const run = await bodyOf<Run>(await call(`${target.base}/runs/${encodeURIComponent(id)}`));
    expect(run).toMatchObject({ id, number: 1, ref: 'main' });
  });

  it('costs nothing to look at again while nothing has changed, and never shows what was', async () => {
    const target = await newPipeline();
    await tell(target, { event: 'run', run: 'r1', conclusion: 'success' });
    const first = await call(`${target.base}/runs/r1`);
    await first.body?.cancel();
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const condition = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } };
    expect((await call(`${target.base}/runs/r1`, condition)).status).toBe(304);
    await tell(target, { event: 'run', run: 'r1', title: 'A late word' });
    const changed = await bodyOf<Run>(await call(`${target.base}/runs/r1`, condition));
    expect(changed.title).toBe('A late word');
  });

  it('that is unknown is 404', async () => {
    await problemOf(await call('/api/pipelines/default/runs/none'), 404);
  });
});
