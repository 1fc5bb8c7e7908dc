import { expect, it, vi } from 'vitest';
import { sharedStore } from './registry.ts';
import { jwt } from './testing/jwt.ts';

it('gives one store for one pipeline, however its URL is spelt', () => {
  const store = sharedStore('https://ci.test/api/pipelines/shop');
  expect(sharedStore('https://CI.test:443/api/pipelines/shop/#top')).toBe(store);
  expect(sharedStore('https://ci.test/api/pipelines/other')).not.toBe(store);
});

it('is shared by two copies of the package', async () => {
  vi.resetModules();
  const copy = await import('./registry.ts');
  expect(copy.sharedStore).not.toBe(sharedStore);
  const src = 'https://ci.test/api/pipelines/shared';
  expect(copy.sharedStore(src)).toBe(sharedStore(src));
});

it('takes http and https alone', () => {
  expect(() => sharedStore('javascript:alert(1)')).toThrow(TypeError);
  expect(() => sharedStore('/api/pipelines/shop')).toThrow(TypeError);
});

it('gives one store for one person, who reads on with the newest token', async () => {
  const src = 'https://ci.test/api/pipelines/private';
  const fetch = vi.fn((_url: string, _init: { headers: Headers }) => Promise.resolve(new Response('')));
  vi.stubGlobal('fetch', fetch);
  const [old, fresh] = ['old', 'fresh'].map((jti) => jwt({ sub: 'ada', jti })) as [string, string];
  const store = sharedStore(src, { token: old });
  expect(sharedStore(src, { token: fresh })).toBe(store);
  await store.fetch('runs/1/logs.txt');
  expect(fetch.mock.calls[0]?.[1].headers.get('authorization')).toBe(`Bearer ${fresh}`);
  vi.unstubAllGlobals();
  for (const other of [jwt({ sub: 'bob' }), 'opaque', 'opaque-too', () => fresh, null]) {
    expect(sharedStore(src, { token: other })).not.toBe(store);
  }
  expect(sharedStore(src, { token: 'opaque' })).toBe(sharedStore(src, { token: 'opaque' }));
});
