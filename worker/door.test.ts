import { afterEach, describe, expect, it, vi } from 'vitest';
import { bearer, bodyOf, call, callWith, newPipeline, problemOf, tokenFor } from '../test/worker/api.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('addresses', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['POST', '/api/pipelines'],
    ['GET', '/api/pipelines/default/nothing'],
    ['GET', '/api/pipelines/Default'],
    ['GET', '/api/pipelines/-x'],
    ['GET', '/api/pipelines/%2e%2e%2f'],
    ['GET', `/api/pipelines/${'x'.repeat(64)}`],
    ['GET', '/api/config?pipeline=No%20Slug'],
    ['GET', '/api/pipelines/default/runs/%ff'],
    ['GET', '/api/pipelines/default/runs/%00'],
  ])('%s %s is unknown', async (method, path) => {
    await problemOf(await call(path, { method }), 404);
  });

  it.each([
    ['DELETE', '/api/pipelines/default/config', 'GET, HEAD, POST'],
    ['PUT', '/api/pipelines/default/trigger', 'POST'],
    ['GET', '/api/pipelines/default/runs/r/jobs/j/log', 'PATCH'],
    ['POST', '/api/health', 'GET, HEAD'],
    ['DELETE', '/api/prefs', 'GET, HEAD, PUT'],
  ])('%s %s is known for %s', async (method, path, allow) => {
    const response = await call(path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    await problemOf(response, 405);
  });

  it('leaves everything outside of /api to the assets', async () => {
    const asked: string[] = [];
    const ASSETS = {
      fetch: (request: Request) => {
        asked.push(new URL(request.url).pathname);
        return Promise.resolve(new Response('page'));
      },
    } as unknown as Fetcher;
    for (const path of ['/', '/index.html', '/apiary', '/pipeline-widgets.js']) {
      const response = await callWith({ ASSETS }, path);
      expect(await response.text()).toBe('page');
    }
    expect(asked).toEqual(['/', '/index.html', '/apiary', '/pipeline-widgets.js']);
  });
});

describe('every answer', () => {
  it.each([
    ['/api/health', 200],
    ['/api/config', 200],
    ['/api/nothing', 404],
  ])('%s may be read by any page, and is never taken for one', async (path, status) => {
    const response = await call(path, { headers: { origin: 'https://elsewhere.example' } });
    await response.body?.cancel();
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('access-control-expose-headers')).toContain('etag');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('to a preflight lets a page send what the API reads', async () => {
    const response = await call('/api/pipelines/default/config', {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-max-age')).toBe('86400');
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type', 'if-match', 'prefs-key']));
  });

  it('to HEAD is that to GET without its body', async () => {
    const get = await call('/api/config');
    const head = await call('/api/config', { method: 'HEAD' });
    await get.body?.cancel();
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(await head.text()).toBe('');
  });
});

describe('a fault of ours', () => {
  const ask = (error: Error) =>
    callWith({ CONFIG: { get: () => Promise.reject(error) } as unknown as KVNamespace }, '/api/config');

  it('tells the caller nothing, and the log everything in one line', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const problem = await problemOf(await ask(new Error('secret detail')), 500);
    expect(problem).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
    expect(logged).toHaveBeenCalledTimes(1);
    const line = JSON.parse(String(logged.mock.calls[0]?.[0])) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'error', route: '/api/config', pipeline: 'default', message: 'secret detail' });
  });

  it('that will pass by itself is 503, with the time to wait', async () => {
    const response = await ask(Object.assign(new Error('moved'), { retryable: true }));
    expect(response.headers.get('retry-after')).toBe('1');
    await problemOf(response, 503);
  });
});

describe('the log', () => {
  async function lineOf(ask: () => Promise<Response>): Promise<Record<string, unknown>> {
    const logged = vi.spyOn(console, 'log').mockReturnValue();
    await (await ask()).body?.cancel();
    expect(logged).toHaveBeenCalledTimes(1);
    return JSON.parse(String(logged.mock.calls[0]?.[0])) as Record<string, unknown>;
  }

  it('has a line for each request, of the route and not of the address', async () => {
    const { slug, base } = await newPipeline();
    const line = await lineOf(() => call(`${base}/runs/some-run/logs?from=3`));
    expect(line).toEqual({
      level: 'info',
      method: 'GET',
      route: '/api/pipelines/:pipeline/runs/:run/logs',
      pipeline: slug,
      status: 404,
      ms: expect.any(Number) as number,
    });
  });

  it('never holds a token, a query, or an address of no route', async () => {
    const token = await tokenFor('default', 'view');
    const query = JSON.stringify(await lineOf(() => call(`/api/stream?token=${token}&pipeline=default`)));
    expect(query).not.toContain(token);
    vi.restoreAllMocks();
    const header = JSON.stringify(await lineOf(() => call('/api/config', { headers: bearer(token) })));
    expect(header).not.toContain(token);
    vi.restoreAllMocks();
    expect(await lineOf(() => call('/api/leak-me?pipeline=x'))).toMatchObject({
      route: null,
      pipeline: null,
      status: 404,
    });
  });
});

it('is alive', async () => {
  expect(await bodyOf(await call('/api/health'))).toEqual({ status: 'ok', time: expect.any(Number) as number });
});

it('publishes the schema of the config', async () => {
  const response = await call('/api/config.schema.json');
  expect(response.headers.get('content-type')).toBe('application/schema+json');
  expect(await bodyOf(response)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: { title: { type: 'string' } },
  });
});
