import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bearer, bodyOf, call, problemOf, send, tokenFor } from '../../test/worker/api.ts';

const newKey = () => ({ 'prefs-key': crypto.randomUUID().replaceAll('-', '') });
const read = async (headers: Record<string, string>) => bodyOf(await call('/api/prefs', { headers }));
const write = (headers: Record<string, string>, prefs: unknown) => send('PUT', '/api/prefs', prefs, { headers });

describe('preferences', () => {
  it('are empty at first, and then what was saved', async () => {
    const key = newKey();
    expect(await read(key)).toEqual({});
    expect(await bodyOf(await write(key, { theme: 'dark' }))).toEqual({ theme: 'dark' });
    expect(await read(key)).toEqual({ theme: 'dark' });
    expect(await read(newKey())).toEqual({});
  });

  it('follow the subject of a token', async () => {
    const headers = bearer(await tokenFor('shop', 'view'));
    await write({ ...headers, ...newKey() }, { theme: 'light' });
    expect(await read(bearer(await tokenFor('shop', 'trigger')))).toEqual({ theme: 'light' });
  });

  it('of a subject are not those of one whom another pipeline calls the same', async () => {
    await write(bearer(await tokenFor('shop-a', 'view')), { theme: 'light' });
    expect(await read(bearer(await tokenFor('shop-b', 'view')))).toEqual({});
  });

  it('are kept in KV without the key that opens them', async () => {
    const key = newKey();
    await write(key, { theme: 'dark' });
    const { keys } = await env.CONFIG.list({ prefix: 'user_prefs:' });
    expect(keys.length).toBeGreaterThan(0);
    for (const { name } of keys) {
      expect(name).toMatch(/^user_prefs:[0-9a-f]{64}$/);
      expect(name).not.toContain(key['prefs-key']);
    }
  });

  it.each([
    ['nobody', {}],
    ['a key that can be guessed', { 'prefs-key': 'ann' }],
    ['a key of other characters', { 'prefs-key': 'x'.repeat(21) + '/' }],
    ['a key that is too long', { 'prefs-key': 'x'.repeat(129) }],
    ['a token that is none', { ...bearer('a.b.c'), ...newKey() }],
  ])('are not for %s', async (_who, headers: Record<string, string>) => {
    await problemOf(await call('/api/prefs', { headers }), 401);
    await problemOf(await write(headers, {}), 401);
  });

  it.each([
    ['a list', [], 422],
    ['nothing', null, 422],
    ['more than 16 KiB', { x: 'x'.repeat(16 * 1024) }, 413],
  ])('cannot be %s', async (_what, prefs, status) => {
    const key = newKey();
    await problemOf(await write(key, prefs), status);
    expect(await read(key)).toEqual({});
  });

  it('are nothing for a cache', async () => {
    const response = await call('/api/prefs', { headers: newKey() });
    await response.body?.cancel();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
