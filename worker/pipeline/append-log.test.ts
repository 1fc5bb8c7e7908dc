import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_LENGTH } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import type { LogAppend, LogAppended } from './rpc.ts';
import { EVERYTHING, evict, granted, runOf } from './testing.ts';

const object = pipelineObject(env, 'logs');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const append = async (run: string, body: Uint8Array | string, more: Partial<LogAppend> = {}): Promise<LogAppended> =>
  granted(
    await object.appendLog('logs', {
      run,
      job: 'build',
      stage: null,
      offset: null,
      body: typeof body === 'string' ? bytes(body) : body,
      format: 'text',
      final: false,
      ...more,
    }),
  );

const linesOf = async (run: string) => (await object.logs('logs', run, EVERYTHING))?.lines ?? [];
const messages = async (run: string) => (await linesOf(run)).map(({ message }) => message);

describe('appending to a log', () => {
  const text = 'plain\r\nüöß 漢字 🚀 \x1b[32mgreen\x1b[0m\n\n  indented\nlast without end';
  const whole = ['plain', 'üöß 漢字 🚀 \x1b[32mgreen\x1b[0m', '', '  indented', 'last without end'];

  it('gives the same lines wherever the stream is cut in two, inside characters and line ends too', async () => {
    const stream = bytes(text);
    for (let cut = 0; cut <= stream.length; cut++) {
      const run = `cut ${cut}`;
      expect(await append(run, stream.subarray(0, cut), { offset: 0 })).toEqual({ applied: true, length: cut });
      const end = await append(run, stream.subarray(cut), { offset: cut, final: true });
      expect(end).toEqual({ applied: true, length: stream.length });
      expect(await messages(run)).toEqual(whole);
    }
  });

  it('gives the same lines byte by byte, with everything lost from memory in between', async () => {
    const stream = bytes(text);
    for (const [index, byte] of stream.entries()) {
      await append('bytes', Uint8Array.of(byte), { offset: index });
      if (index === 12) await evict('logs');
    }
    expect(await messages('bytes')).toEqual(whole.slice(0, -1));
    await append('bytes', '', { offset: stream.length, final: true });
    expect(await messages('bytes')).toEqual(whole);
  });

  it('counts a byte once however often it is sent, and says where to go on after a gap or an overlap', async () => {
    expect(await append('offsets', 'one\ntw', { offset: 0 })).toEqual({ applied: true, length: 6 });
    expect(await append('offsets', 'one\ntw', { offset: 0 })).toEqual({ applied: false, length: 6 });
    expect(await append('offsets', 'e\ntwo\nthr', { offset: 2 })).toEqual({ applied: false, length: 6 });
    expect(await append('offsets', 'thr', { offset: 8 })).toEqual({ applied: false, length: 6 });
    expect(await append('offsets', 'o\nthree\n', { offset: 6 })).toEqual({ applied: true, length: 14 });
    expect(await append('offsets', 'at the end\n')).toEqual({ applied: true, length: 25 });
    expect(await messages('offsets')).toEqual(['one', 'two', 'three', 'at the end']);
    expect((await runOf('logs', 'offsets')).jobs).toMatchObject([{ id: 'build', lines: 4, status: 'running' }]);
  });

  it('of nothing changes nothing and says how far the log is known', async () => {
    expect(await append('asked', '')).toEqual({ applied: true, length: 0 });
    expect(await object.run('logs', 'asked')).toBeNull();
    await append('asked', 'half a li');
    expect(await append('asked', '')).toEqual({ applied: true, length: 9 });
  });

  it('refuses more lines than it can take at once, whole', async () => {
    const many = { run: 'many', job: 'build', stage: null, offset: 0, format: 'text', final: false } as const;
    expect(await object.appendLog('logs', { ...many, body: new Uint8Array(4_000_000).fill(0x0a) })).toMatchObject({
      refused: 'too-large',
    });
    expect(await append('many', '')).toEqual({ applied: true, length: 0 });
  });

  it('of several jobs keeps their streams apart', async () => {
    await append('jobs', 'a1\na', { job: 'a' });
    await append('jobs', 'b1\nb', { job: 'b', stage: 'testing' });
    await append('jobs', '2\n', { job: 'a' });
    await append('jobs', '2\n', { job: 'b', stage: 'testing' });
    expect((await linesOf('jobs')).map(({ line, job, stage, message }) => [line, job, stage, message])).toEqual([
      [1, 'a', null, 'a1'],
      [2, 'b', 'testing', 'b1'],
      [3, 'a', null, 'a2'],
      [4, 'b', 'testing', 'b2'],
    ]);
  });

  it('replaces what is no UTF-8 and cuts what is too long, without cutting a character in half', async () => {
    await append('bad', Uint8Array.of(0x61, 0xff, 0xc3, 0x0a, 0xf0, 0x9f, 0x0a));
    expect(await messages('bad')).toEqual(['a\uFFFD\uFFFD', '\uFFFD']);
    // Each rocket is two of the characters that are counted, so the cut falls into one.
    const piece = bytes(`x${'🚀'.repeat(60_000)}`);
    for (let sent = 0; sent < 3; sent++) await append('long', piece);
    await append('long', '\nnext\n');
    const [long, next] = await messages('long');
    expect(long?.length).toBe(MAX_LINE_LENGTH);
    expect(long?.endsWith('🚀')).toBe(true);
    expect(next).toBe('next');
  });

  it('knows the marks of errors, warnings and debug lines', async () => {
    await append(
      'marks',
      '##[error]Process completed with exit code 1.\n::warning file=a.js::careful\n2024-05-01T10:00:00.1234567Z ##[debug]deep\nerror: just words\n',
    );
    expect((await linesOf('marks')).map(({ type }) => type)).toEqual(['error', 'warn', 'debug', 'info']);
  });

  it('takes NDJSON, and what is none of it as a message', async () => {
    const lines = [
      '{"message":"typed","type":"success","timestamp":1700000000000}',
      '{"message":"two\\nlines","type":"nonsense"}',
      'not json',
      '{"text":"no message"}',
      '["array"]',
      'null',
    ];
    const stream = bytes(`${lines.join('\n')}\n`);
    await append('ndjson', stream.subarray(0, 70), { format: 'ndjson' });
    await append('ndjson', stream.subarray(70), { format: 'ndjson' });
    const read = await linesOf('ndjson');
    expect(read.map(({ type, message }) => [type, message])).toEqual([
      ['success', 'typed'],
      ['info', 'two'],
      ['info', 'lines'],
      ['info', 'not json'],
      ['info', '{"text":"no message"}'],
      ['info', '["array"]'],
      ['info', 'null'],
    ]);
    expect(read[0]?.timestamp).toBe(1_700_000_000_000);
  });
});
