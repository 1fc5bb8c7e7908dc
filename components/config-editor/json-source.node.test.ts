import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, placeOf } from './json-source.ts';

describe('parseJson', () => {
  it('reads what JSON.stringify writes, in any layout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const source = parseJson(text);
        expect(source.ok && source.value).toEqual(JSON.parse(text));
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
        const text = scraps.join('');
        expect(parseJson(text).ok).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('says where each value begins', () => {
    const text = '{\n  "a": [1, {"b/c": true}]\n}';
    const source = parseJson(text);
    if (!source.ok) throw new Error(source.problem);
    expect(text.slice(source.offsets.get('/a'))).toMatch(/^\[1/);
    expect(text.slice(source.offsets.get('/a/1/b~1c'))).toMatch(/^true/);
    expect(placeOf(text, source.offsets.get('/a/1') ?? -1)).toEqual({ line: 2, column: 12 });
  });

  it.each([
    ['', 'value', 1, 1],
    ['{"a": }', 'value', 1, 7],
    ['{"a": 1,\n}', 'key', 2, 1],
    ['{"a" 1}', 'colon', 1, 6],
    ['{"a": 1\n "b": 2}', 'separator', 2, 2],
    ['{"a": "x\n"}', 'string', 1, 7],
    ['{"a": 1} x', 'end', 1, 10],
    ['{"a": 01}', 'value', 1, 7],
    ['['.repeat(200), 'depth', 1, 102],
  ])('%j: %s at line %i, column %i', (text, problem, line, column) => {
    const source = parseJson(text);
    if (source.ok) throw new Error('accepted');
    expect({ problem: source.problem, ...placeOf(text, source.offset) }).toEqual({ problem, line, column });
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
