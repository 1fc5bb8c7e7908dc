import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, readSource } from './json-source.ts';

describe('readSource', () => {
  it('finds no mistake in what JSON.stringify writes, and every value, in any layout', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 6 })), fc.constantFrom(0, 2, '\t'), (values, indent) => {
        const text = JSON.stringify({ values }, null, indent);
        const { mistake, offsets } = readSource(text);
        expect(mistake).toBeNull();
        values.forEach((_, index) => {
          const written = JSON.stringify({ values: values.slice(index) }, null, indent).replace(/^[^[]*\[\s*/, '');
          expect(text.slice(offsets.get(`/values/${index}`))).toBe(written);
        });
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const scrap = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      '01',
      '1.',
      '1e3',
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '\\u00',
      '\u0001',
      '\u00a0',
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 8 }), (scraps) => {
        const text = `{"a":${scraps.join('')}}`;
        expect(readSource(text).mistake === null).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('says where each value begins', () => {
    const text = '{\n  "a": [1, {"b/c": true}]\n}';
    const { offsets } = readSource(text);
    expect(text.slice(offsets.get('/a'))).toMatch(/^\[1/);
    expect(text.slice(offsets.get('/a/1/b~1c'))).toMatch(/^true/);
    expect(placeOf(text, offsets.get('/a/1') ?? -1)).toEqual({ line: 2, column: 12 });
  });

  it.each([
    ['', 'object', 1, 1],
    [' []', 'object', 1, 2],
    ['{"a": }', 'value', 1, 7],
    ['{"a": 1,\n}', 'key', 2, 1],
    ['{"a" 1}', 'colon', 1, 6],
    ['{"a": 1\n "b": 2}', 'separator', 2, 2],
    ['{"a": "x\n"}', 'string', 1, 7],
    ['{"a": 1} x', 'end', 1, 10],
    ['{"a": 01}', 'value', 1, 7],
    [`{"a":${'['.repeat(200)}`, 'depth', 1, 106],
  ])('%j: %s at line %i, column %i', (text, problem, line, column) => {
    const { mistake } = readSource(text);
    expect({ problem: mistake?.problem, ...placeOf(text, mistake?.offset ?? -1) }).toEqual({ problem, line, column });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
