import { describe, expect, it } from 'vitest';
import { bearer, bodyOf, call, callWith, newPipeline, problemOf, send, WITHOUT_SECRET } from '../../test/worker/api.ts';
import type { TokenAnswer } from '../../protocol/index.ts';

describe('minting a token', () => {
  it('gives one for this pipeline, with these scopes', async () => {
    const { base, headers } = await newPipeline({ runner: { kind: 'simulated' } });
    const before = Date.now();
    const asked = { scope: ['trigger'], expiresIn: 120, subject: 'button' };
    const { token, expires } = await bodyOf<TokenAnswer>(await send('POST', `${base}/tokens`, asked, { headers }), 201);
    expect(expires).toBeGreaterThan(before + 110_000);
    expect(expires).toBeLessThanOrEqual(Date.now() + 120_000);

    const post = (path: string) => call(path, { method: 'POST', headers: bearer(token) });
    expect((await post(`${base}/trigger`)).status).toBe(202);
    await problemOf(await post(`${base}/events`), 403);
    await problemOf(await post('/api/pipelines/another/trigger'), 403);
  });

  it('is possible on an open pipeline, from which the first one can come', async () => {
    const { token } = await bodyOf<TokenAnswer>(
      await send('POST', '/api/pipelines/default/tokens', { scope: ['view'] }),
      201,
    );
    expect(token.split('.')).toHaveLength(3);
  });

  it('is not possible where there is no secret to sign with', async () => {
    const response = await callWith(WITHOUT_SECRET, '/api/pipelines/default/tokens', {
      method: 'POST',
      body: '{"scope":["view"]}',
      headers: { 'content-type': 'application/json' },
    });
    expect((await problemOf(response, 503)).detail).toContain('AUTH_SECRET is not set');
  });

  it.each([
    ['no scope', { scope: [] }, ['/scope']],
    ['an unknown scope', { scope: ['view', 'admin'] }, ['/scope/1']],
    ['more than 30 days', { scope: ['view'], expiresIn: 30 * 86_400 + 1 }, ['/expiresIn']],
    ['no time at all', { scope: ['view'], expiresIn: 0 }, ['/expiresIn']],
    ['another pipeline', { scope: ['view'], pipeline: 'another' }, ['/pipeline']],
    ['a subject of control characters', { scope: ['view'], subject: 'a\u0000b' }, ['/subject']],
  ])('is refused for %s', async (_what, body, paths) => {
    const { base, headers } = await newPipeline();
    const problem = await problemOf(await send('POST', `${base}/tokens`, body, { headers }), 422);
    expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
  });
});
