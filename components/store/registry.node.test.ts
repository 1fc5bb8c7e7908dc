import { expect, it, vi } from 'vitest';
import { sharedStore } from './registry.ts';

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
