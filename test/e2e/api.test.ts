import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, until, type Server } from './server.ts';
import { watch } from './stream.ts';

let server: Server;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('a stranger with curl', () => {
  it('reads the config, triggers a run, and follows it on the stream to its end', async () => {
    const config = await fetch(`${server.url}/api/config`);
    expect(config.status).toBe(200);
    expect(await config.json()).toMatchObject({ revision: 0, title: expect.any(String) as string });

    const viewer = watch(server.pipeline);
    await until(() => viewer.titles.length > 0, 'the stream to open');
    const trigger = await post('/api/pipeline/trigger', { inputs: { duration: '3000' } });
    expect(trigger.status).toBe(202);
    const { run } = (await trigger.json()) as { run: { id: string; number: number } };

    await until(() => viewer.run?.id === run.id && viewer.run.status === 'completed', 'the run to end');
    viewer.close();
    const last = viewer.updates.at(-1);
    expect(last).toMatchObject({ id: run.id, number: run.number, conclusion: 'success', progress: 100 });
    expect(last?.duration).toBeGreaterThan(0);
    expect(last?.completedStages).toEqual(['queued', 'building', 'testing', 'deploying', 'live']);
    const seen = new Set(viewer.updates.map(({ currentStage }) => currentStage));
    for (const stage of ['building', 'testing', 'deploying']) expect(seen).toContain(stage);
    expect(viewer.updates.some(({ activeNodes }) => activeNodes.includes('durable'))).toBe(true);
    expect(viewer.updates.some(({ activeConnections }) => activeConnections.length > 0)).toBe(true);

    const lines = viewer.lines.filter((line) => line.run === run.id).map(({ line }) => line);
    expect(lines).toEqual(lines.map((_, index) => index + 1));
    const logs = await fetch(`${server.pipeline}/runs/${run.id}/logs?limit=5000`);
    expect(await logs.json()).toMatchObject({ total: lines.length, next: null });
  });

  it('saves a title: it is kept, shown, and starts a run', async () => {
    const viewer = watch(server.pipeline);
    await until(() => viewer.titles.length > 0, 'the stream to open');
    const { revision } = (await (await fetch(`${server.url}/api/config`)).json()) as { revision: number };
    const saved = await post('/api/config', { title: 'Shop' }, { 'if-match': `"${revision}"` });
    expect(saved.status).toBe(200);
    expect(await saved.json()).toMatchObject({ config: { title: 'Shop', revision: revision + 1 }, run: {} });
    await until(() => viewer.titles.at(-1) === 'Shop', 'the title on the stream');
    viewer.close();
    expect(await (await fetch(`${server.url}/api/config`)).json()).toMatchObject({ title: 'Shop' });
  });

  it.each([
    ['an empty title', '{"title":""}', {}, 422],
    ['a megabyte of description', JSON.stringify({ description: 'x'.repeat(1 << 20) }), {}, 413],
    ['wrong types', '{"title":7,"stages":"none"}', {}, 422],
    ['a stale revision', '{"title":"late"}', { 'if-match': '"0"' }, 412],
    ['broken JSON', '{"title":', {}, 400],
  ])('is told what is wrong with %s, and nothing changes', async (_name, body, headers, status) => {
    const before = await (await fetch(`${server.url}/api/config`)).text();
    const { revision } = JSON.parse(before) as { revision: number };
    const answer = await post('/api/config', body, { 'if-match': `"${revision}"`, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, title: expect.any(String) as string });
    expect(await (await fetch(`${server.url}/api/config`)).text()).toBe(before);
  });

  it('finds every pipeline but the default one closed', async () => {
    for (const path of ['trigger', 'events', 'config']) {
      const answer = await post(`/api/pipelines/other/${path}`, {});
      expect([401, 403], path).toContain(answer.status);
    }
    expect((await fetch(`${server.url}/api/pipelines/other`)).status).toBe(404);
  });
});

describe('kill -9 of workerd in the middle of a run', () => {
  it('the run ends by itself, and a viewer who reconnects has every line once', async () => {
    const viewer = watch(server.pipeline);
    await until(() => viewer.titles.length > 0, 'the stream to open');
    const trigger = await post('/api/pipeline/trigger', { inputs: { duration: '12000' } });
    const { run } = (await trigger.json()) as { run: { id: string } };
    const mine = () => viewer.lines.filter((line) => line.run === run.id).map(({ line }) => line);
    await until(() => mine().length > 5, 'the run to write lines');
    expect(viewer.run).toMatchObject({ id: run.id, status: 'running' });

    await server.kill();

    await until(() => viewer.run?.id === run.id && viewer.run.status === 'completed', 'the run to end', 60_000);
    viewer.close();
    expect(viewer.run).toMatchObject({ conclusion: 'success' });
    const logs = await fetch(`${server.pipeline}/runs/${run.id}/logs?limit=5000`);
    const { total } = (await logs.json()) as { total: number };
    expect(mine()).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });
});
