import { describe, expect, it } from 'vitest';
import { bodyOf, call, newPipeline, problemOf } from '../../test/worker/api.ts';
import type { LogPage } from '../../protocol/index.ts';
import { offsetOf } from './job-log.ts';

const patch = (headers: Record<string, string>) =>
  new Request('https://example.com', { method: 'PATCH', body: 'x'.repeat(100), headers });

describe('offsetOf', () => {
  it.each([
    [{}, null],
    [{ 'content-range': 'bytes 0-99/*' }, 0],
    [{ 'content-range': 'bytes 200-299/*' }, 200],
    [{ 'content-range': 'bytes 200-299/300' }, 200],
    [{ 'content-range': '200-299' }, 200],
    [{ 'upload-offset': '200' }, 200],
    [{ 'upload-offset': '0' }, 0],
  ])('%j begins at %s', (headers, offset) => {
    expect(offsetOf(patch(headers), 100)).toBe(offset);
  });

  it.each([
    [{ 'content-range': 'bytes 0-98/*' }],
    [{ 'content-range': 'bytes 0-100/*' }],
    [{ 'content-range': 'bytes 99-0/*' }],
    [{ 'content-range': 'lines 0-99/*' }],
    [{ 'content-range': 'bytes */100' }],
    [{ 'content-range': '-1-98' }],
    [{ 'upload-offset': '-1' }],
    [{ 'upload-offset': '1e3' }],
    [{ 'content-range': 'bytes 0-99/*', 'upload-offset': '0' }],
  ])('%j is refused', (headers) => {
    expect(() => offsetOf(patch(headers), 100)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('a log that is sent in pieces', () => {
  const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

  async function sender() {
    const { base, headers } = await newPipeline();
    const log = `${base}/runs/r1/jobs/${encodeURIComponent('build/18')}/log`;
    return {
      send: (body: string, extra: Record<string, string> = {}, query = '') =>
        call(`${log}${query}`, { method: 'PATCH', body, headers: { ...headers, ...TEXT, ...extra } }),
      lines: async () => {
        const { lines } = await bodyOf<LogPage>(await call(`${base}/runs/r1/logs`));
        return lines.map(({ job, stage, message }) => [job, stage, message]);
      },
    };
  }

  it('is put together, and the answer says how far it is known', async () => {
    const { send, lines } = await sender();
    const first = await send('one\ntw', { 'content-range': 'bytes 0-5/*' }, '?stage=building');
    expect([first.status, first.headers.get('range'), first.headers.get('upload-offset')]).toEqual([202, '0-5', '6']);
    const second = await send('o\n', { 'content-range': '6-7' }, '?stage=building');
    expect([second.status, second.headers.get('range')]).toEqual([202, '0-7']);
    expect(await lines()).toEqual([
      ['build/18', 'building', 'one'],
      ['build/18', 'building', 'two'],
    ]);
  });

  it.each([
    ['the query', {}, '?final=1'],
    ['a header', { 'upload-complete': '?1' }, ''],
  ])('ends with a line that has no end, when %s says so', async (_how, headers: Record<string, string>, query) => {
    const { send, lines } = await sender();
    await send('no end', headers, query);
    expect((await lines()).map(([, , message]) => message)).toEqual(['no end']);
  });

  it.each([
    ['overlaps', 'one\ntwo\n', '0'],
    ['leaves a gap', 'three\n', '8'],
  ])('refuses a piece that %s, and says from where to go on', async (_how, piece, offset) => {
    const { send, lines } = await sender();
    await send('one\n', { 'upload-offset': '0' });
    const response = await send(piece, { 'upload-offset': offset });
    expect([response.headers.get('range'), response.headers.get('upload-offset')]).toEqual(['0-3', '4']);
    await problemOf(response, 416);
    expect((await send('two\n', { 'upload-offset': '4' })).status).toBe(202);
    expect((await lines()).map(([, , message]) => message)).toEqual(['one', 'two']);
  });

  it('that is empty has an offset but no range', async () => {
    const { send } = await sender();
    const response = await send('late\n', { 'upload-offset': '5' });
    expect([response.headers.get('range'), response.headers.get('upload-offset')]).toEqual([null, '0']);
    await problemOf(response, 416);
  });

  it('may be NDJSON, with a type and a time for each line', async () => {
    const { base, headers } = await newPipeline();
    const body = '{"message":"bad","type":"error","timestamp":1702345678901}\n';
    const response = await call(`${base}/runs/r1/jobs/j/log`, {
      method: 'PATCH',
      body,
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
    });
    expect(response.status).toBe(202);
    const { lines } = await bodyOf<LogPage>(await call(`${base}/runs/r1/logs`));
    expect(lines).toMatchObject([{ message: 'bad', type: 'error', timestamp: 1702345678901 }]);
  });

  it('is refused when its length is not what its range says', async () => {
    const { send } = await sender();
    await problemOf(await send('one\n', { 'content-range': 'bytes 0-9/*' }), 400);
  });

  it('is refused in pieces of more than 4 MiB', async () => {
    const { send } = await sender();
    await problemOf(await send('x'.repeat(4 * 1024 * 1024 + 1)), 413);
  });
});
