import { afterEach, describe, expect, it, vi } from 'vitest';
import { SAMPLE_SCHEMA } from './sample-schema.ts';
import { fetchSchema, schemaUrl } from './schema-source.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the rules', () => {
  it.each([
    ['https://ci.test/api/pipelines/shop', 'https://ci.test/api/config.schema.json'],
    ['https://ci.test/api/pipelines/shop/?access_token=x', 'https://ci.test/api/config.schema.json'],
    ['https://ci.test/under/api/pipelines/shop', 'https://ci.test/under/api/config.schema.json'],
  ])('of %s are at %s', (src, url) => {
    expect(schemaUrl(src)).toBe(url);
  });

  it('come from the server', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(SAMPLE_SCHEMA)));
    expect(await fetchSchema('https://ci.test/api/pipelines/shop')).toEqual(SAMPLE_SCHEMA);
  });

  it.each<[what: string, answer: () => Promise<Response>]>([
    ['something else', () => Promise.resolve(Response.json({ title: 'Not Found', status: 404 }))],
    ['no JSON', () => Promise.resolve(new Response('down', { status: 503 }))],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('are unknown where the server gives %s', async (_, answer) => {
    vi.stubGlobal('fetch', answer);
    expect(await fetchSchema('https://ci.test/api/pipelines/shop')).toBeNull();
  });
});
