import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { bearer, call, newPipeline, problemOf, send, tokenFor } from '../../test/worker/api.ts';

/** What Prometheus would read, by name and labels. */
async function scrape(path: string, scope: string): Promise<Map<string, number>> {
  const response = await call(path, { headers: bearer(await tokenFor(scope, 'metrics')) });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const [, name = '', value] = /^(\w+\{.*\}) (\S+)$/.exec(line) ?? [];
      return [name, Number(value)];
    }),
  );
}

/** Two runs that have ended and are in the archive. */
async function pipelineWithRuns(): Promise<string> {
  const { slug, base, headers } = await newPipeline();
  const end = Date.now();
  for (const [run, conclusion] of [
    ['good', 'success'],
    ['bad', 'failure'],
  ]) {
    const events = [
      { event: 'run', run, status: 'running', at: end - 90_000 },
      { event: 'run', run, status: 'completed', conclusion, at: end },
    ];
    expect((await send('POST', `${base}/events`, events, { headers })).status).toBe(202);
  }
  await vi.waitFor(
    async () => {
      const ended = 'SELECT count(*) AS n FROM pipeline_runs WHERE pipeline = ? AND conclusion IS NOT NULL';
      expect(await env.DB.prepare(ended).bind(slug).first('n')).toBe(2);
    },
    { timeout: 10_000 },
  );
  return slug;
}

describe('the metrics', () => {
  it('count the runs of a pipeline by how they ended, and what they took', async () => {
    const slug = await pipelineWithRuns();
    const samples = await scrape(`/api/metrics?pipeline=${slug}`, slug);
    expect(samples.get(`pipeline_widgets_runs{pipeline="${slug}",conclusion="success"}`)).toBe(1);
    expect(samples.get(`pipeline_widgets_runs{pipeline="${slug}",conclusion="failure"}`)).toBe(1);
    expect(samples.get(`pipeline_widgets_run_duration_seconds{pipeline="${slug}",conclusion="failure"}`)).toBe(90);
    expect(samples.size).toBe(6);
  });

  it('are of all pipelines for who may see all', async () => {
    const slugs = [await pipelineWithRuns(), await pipelineWithRuns()];
    const samples = await scrape('/api/metrics', '*');
    for (const slug of slugs) {
      expect(samples.get(`pipeline_widgets_runs{pipeline="${slug}",conclusion="success"}`)).toBe(1);
    }
  });

  it('are not for everybody', async () => {
    await problemOf(await call('/api/metrics'), 401);
    await problemOf(await call('/api/metrics', { headers: bearer('a.b.c') }), 401);
    await problemOf(await call('/api/metrics', { headers: bearer(await tokenFor('shop', 'metrics')) }), 403);
    await problemOf(await call('/api/metrics', { headers: bearer(await tokenFor('*', 'view')) }), 403);
    await problemOf(
      await call('/api/metrics?pipeline=shop', { headers: bearer(await tokenFor('other', 'metrics')) }),
      403,
    );
    await problemOf(await call('/api/metrics?pipeline=shop'), 401);
  });
});
