import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseToml } from './toml.ts';

describe('TOML', () => {
  it.each<[what: string, text: string, value: unknown]>([
    ['nothing', ' \n# nothing\n', {}],
    ['texts', 'a = "x # y"\nb = \'C:\\path\'\nc = ""', { a: 'x # y', b: 'C:\\path', c: '' }],
    ['escapes', String.raw`a = "\t\"\\\u00e9\U0001F600"`, { a: '\t"\\é😀' }],
    [
      'texts of several lines',
      "a = \"\"\"\none\n  two \\\n   more\"\"\"\nb = '''\nx'y'''",
      { a: 'one\n  two more', b: "x'y" },
    ],
    ['quotes before the end', 'a = """say "no"""""', { a: 'say "no""' }],
    ['numbers', 'a = 1_000\nb = -2.5e3\nc = 0xff\nd = +7\ne = 0b101', { a: 1000, b: -2500, c: 255, d: 7, e: 5 }],
    ['infinity', 'a = inf\nb = -inf\nc = nan', { a: Infinity, b: -Infinity, c: NaN }],
    ['words', 'a = true # yes\nb = false', { a: true, b: false }],
    ['times as texts', 'a = 1979-05-27T07:32:00Z\nb = 07:32:00', { a: '1979-05-27T07:32:00Z', b: '07:32:00' }],
    ['lists', 'a = [1, [2, 3], # three\n  "x",\n]\nb = []', { a: [1, [2, 3], 'x'], b: [] }],
    ['dotted names', 'a.b."c d".e = 1\na.f = 2', { a: { b: { 'c d': { e: 1 } }, f: 2 } }],
    ['tables', '[a]\nb = 1\n[a.c]\nd = 2\n[e]', { a: { b: 1, c: { d: 2 } }, e: {} }],
    ['tables after what is in them', '[a.b]\nc = 1\n[a]\nd = 2', { a: { b: { c: 1 }, d: 2 } }],
    ['lists of tables', '[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2\n[[a.e]]', { a: [{ b: 1 }, { c: { d: 2 }, e: [{}] }] }],
    ['tables in a line', 'a = { b = 1, c.d = "x", e = {} }', { a: { b: 1, c: { d: 'x' }, e: {} } }],
    ['Windows', '[a]\r\nb = 1\r\nc = """\r\nx"""', { a: { b: 1, c: 'x' } }],
  ])('reads %s', (_what, text, value) => {
    expect(parseToml(text)).toEqual(value);
  });

  it('has no prototype to reach', () => {
    const table = parseToml('[__proto__]\nx = 1\n[constructor]\ny = 2');
    expect(Object.keys(table)).toEqual(['__proto__', 'constructor']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each([
    ['a = 1\nb 2', 2],
    ['a = ', 1],
    ['a = "x', 1],
    ['a = 1 b = 2', 1],
    ['a = 1\n\na = 2', 3],
    ['[a]\n[a]', 2],
    ['a = 1\n[a.b]', 2],
    ['a = [1]\n[[a]]', 2],
    ['a = { b = 1 }\n[a]', 2],
    ['[a', 1],
    ['a = [1 2]', 1],
    ['a = {b = 1', 1],
    ['a = "\\x"', 1],
    ['a = 1.2.3', 1],
    ['= 1', 1],
  ])('refuses %j, and names the line', (text, line) => {
    expect(() => parseToml(text)).toThrow(new RegExp(`^line ${line}: `));
  });

  it('reads the file of this project', () => {
    const wrangler = parseToml(readFileSync('wrangler.toml', 'utf8'));
    expect(wrangler).toMatchObject({
      name: 'pipeline-widgets',
      assets: { run_worker_first: ['/api/*'] },
      durable_objects: { bindings: expect.arrayContaining([{ name: 'PIPELINES', class_name: 'Pipeline' }]) as unknown },
      ratelimits: [{ simple: { limit: 60 } }, {}, {}],
      vars: { OPEN_PIPELINES: '' },
    });
  });
});
