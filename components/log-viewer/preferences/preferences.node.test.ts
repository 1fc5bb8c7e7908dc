import { beforeEach, expect, it, vi } from 'vitest';
import { hasPreferences } from '../panel/preferences-key.ts';
import { keep, recall } from './index.ts';

const SRC = 'https://ci.test/api/pipelines/shop';

/** A server that keeps an object for each key, and a browser that keeps the key. */
let kept: Map<string, unknown>;
let asked: string[];

beforeEach(() => {
  kept = new Map();
  asked = [];
  const storage = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => void storage.set(name, value),
  });
  vi.stubGlobal('fetch', (address: URL, { method = 'GET', headers, body }: RequestInit) => {
    const key = new Headers(headers).get('prefs-key') ?? '';
    asked.push(`${method} ${address.href} ${/^[\w-]{22,128}$/.test(key) ? 'with a key' : key}`);
    if (method === 'PUT') kept.set(key, JSON.parse(body as string));
    return Promise.resolve(Response.json(kept.get(key) ?? {}));
  });
});

it('are kept beside those of others, and recalled', async () => {
  expect(hasPreferences()).toBe(false);
  await keep(SRC, { wrap: true });
  expect(hasPreferences()).toBe(true);
  const [key = ''] = kept.keys();
  kept.set(key, { ...(kept.get(key) as object), theme: 'dark' });
  await keep(SRC, { timestamps: 'utc' });
  expect(kept.get(key)).toEqual({ theme: 'dark', log: { wrap: true, timestamps: 'utc' } });
  expect(await recall(SRC)).toEqual({ wrap: true, timestamps: 'utc' });
  expect(kept.size).toBe(1);
  expect(asked.at(-1)).toBe('GET https://ci.test/api/prefs with a key');
});

it('are only what can be: nothing else that is kept is taken', async () => {
  await keep(SRC, {});
  const [key = ''] = kept.keys();
  for (const log of [null, 'x', { wrap: 'yes', timestamps: 'sundial', theme: 1 }]) {
    kept.set(key, { log });
    expect(await recall(SRC)).toEqual({});
  }
});

it('say when the server refuses', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 401, statusText: 'Unauthorized' })));
  await expect(recall(SRC)).rejects.toThrow('401 Unauthorized');
});
