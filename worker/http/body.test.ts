import { describe, expect, it } from 'vitest';
import { readBytes, readJson } from './body.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const post = (body: BodyInit | null, headers: Record<string, string> = JSON_TYPE) =>
  new Request('https://example.com', { method: 'POST', body, headers });

/** A body without a declared length, in pieces of 1,000 bytes; counts how many were asked for. */
function pieces(count: number) {
  const asked = { count: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (asked.count === count) return controller.close();
        asked.count += 1;
        controller.enqueue(new Uint8Array(1000).fill(32));
      },
    },
    { highWaterMark: 0 },
  );
  return { body, asked };
}

describe('readBytes', () => {
  it('puts a body together from its pieces', async () => {
    const { body } = pieces(3);
    expect((await readBytes(post(body), 3000)).byteLength).toBe(3000);
  });

  it('stops reading where the limit is passed, whatever the length was said to be', async () => {
    const { body, asked } = pieces(1000);
    await expect(readBytes(post(body), 2500)).rejects.toMatchObject({ status: 413 });
    expect(asked.count).toBeLessThan(10);
  });

  it('refuses a length beyond the limit without reading', async () => {
    await expect(readBytes(post('12345', { 'content-length': '5' }), 4)).rejects.toMatchObject({ status: 413 });
  });

  it('refuses what it would have to unpack', async () => {
    await expect(readBytes(post('x', { 'content-encoding': 'gzip' }), 100)).rejects.toMatchObject({ status: 415 });
  });
});

describe('readJson', () => {
  it.each([
    ['broken JSON', '{"a":', JSON_TYPE, 400],
    ['two documents', '{} {}', JSON_TYPE, 400],
    ['nothing', '', JSON_TYPE, 400],
    ['what is not UTF-8', new Uint8Array([34, 0xff, 34]), JSON_TYPE, 400],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', '{}', { 'content-type': 'text/plain' }, 415],
  ])('refuses %s', async (_what, body, headers, status) => {
    await expect(readJson(post(body, headers), 100)).rejects.toMatchObject({ status });
  });

  it('takes a charset along, and any case', async () => {
    const request = post('{"a":1}', { 'content-type': 'Application/JSON; charset=utf-8' });
    expect(await readJson(request, 100)).toEqual({ a: 1 });
  });

  it('lets a body be left out where it may be, but not be of an unknown type', async () => {
    expect(await readJson(new Request('https://example.com', { method: 'POST' }), 100, {})).toEqual({});
    expect(await readJson(post(''), 100, {})).toEqual({});
    await expect(readJson(post(new TextEncoder().encode('{}'), {}), 100, {})).rejects.toMatchObject({ status: 415 });
  });
});
