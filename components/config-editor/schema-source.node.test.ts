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

  it('are asked for once, and again after a failure', async () => {
    const answers = [new Response('down', { status: 503 }), Response.json(SAMPLE_SCHEMA)];
    const fetch = vi.fn<() => Promise<Response>>(() => Promise.resolve(answers.shift() ?? Response.error()));
    vi.stubGlobal('fetch', fetch);
    const src = 'https://ci.test/api/pipelines/shop';
    expect(await fetchSchema(src)).toBeNull();
    expect(await Promise.all([fetchSchema(src), fetchSchema(src)])).toEqual([SAMPLE_SCHEMA, SAMPLE_SCHEMA]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('are none where something else is published', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ title: 'Not Found', status: 404 })));
    expect(await fetchSchema('https://other.test/api/pipelines/shop')).toBeNull();
  });
});
