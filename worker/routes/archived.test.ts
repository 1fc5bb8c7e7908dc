import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { bodyOf, call, newPipeline, send } from '../../test/worker/api.ts';
import type { LogPage, Run, RunPage } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';

const numbersOf = ({ lines }: LogPage) => lines.map(({ line }) => line);

/** A pipeline that keeps two runs at hand, and has had five. */
describe('runs that only the archive has', () => {
  let base: string;

  beforeAll(async () => {
    const { slug, base: address, headers } = await newPipeline({ retention: { runs: 2, days: 90 } });
    base = address;
    for (const run of ['r1', 'r2', 'r3', 'r4', 'r5']) {
      const lines = ['one', 'two', 'three'].map((message) => ({
        event: 'log',
        run,
        job: 'j',
        message: `${message} of ${run}`,
      }));
      const end = { event: 'run', run, ref: 'main', conclusion: 'success' };
      expect((await send('POST', `${base}/events`, [...lines, end], { headers })).status).toBe(202);
    }
    const atHand = async () => (await pipelineObject(env, slug).runs(slug, { limit: 100, before: null }))?.runs.length;
    await vi.waitFor(async () => expect(await atHand()).toBe(2), { timeout: 20_000, interval: 50 });
  }, 30_000);

  it.each([1, 2, 3, 4, 5, 6])('are in the list with the others, in pages of %i', async (limit) => {
    const found: string[] = [];
    let query = '';
    for (let pages = 0; pages < 7; pages += 1) {
      const { runs, next } = await bodyOf<RunPage>(await call(`${base}/runs?limit=${limit}${query}`));
      found.push(...runs.map(({ id }) => id));
      if (next === null) break;
      query = `&before=${next}`;
    }
    expect(found).toEqual(['r5', 'r4', 'r3', 'r2', 'r1']);
  });

  it('can be read whole, and kept by any cache', async () => {
    const response = await call(`${base}/runs/r1`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=86400, immutable');
    const run = await bodyOf<Run>(response);
    expect(run).toMatchObject({
      id: 'r1',
      number: 1,
      ref: 'main',
      conclusion: 'success',
      jobs: [{ id: 'j', lines: 3 }],
    });
  });

  it('have their log, which any cache may keep', async () => {
    const response = await call(`${base}/runs/r1/logs`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=86400, immutable');
    const page = await bodyOf<LogPage>(response);
    expect(page).toMatchObject({ next: null, total: 3 });
    expect(page.lines.map(({ line, message }) => [line, message])).toEqual([
      [1, 'one of r1'],
      [2, 'two of r1'],
      [3, 'three of r1'],
    ]);
    expect(numbersOf(await bodyOf<LogPage>(await call(`${base}/runs/r1/logs?tail=2`)))).toEqual([2, 3]);
    expect(numbersOf(await bodyOf<LogPage>(await call(`${base}/runs/r1/logs?tail=9&job=none`)))).toEqual([]);
    expect(await (await call(`${base}/runs/r1/logs.txt`)).text()).toBe('one of r1\ntwo of r1\nthree of r1\n');
  });
});
