import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonc } from './jsonc.ts';

describe('JSON with comments', () => {
  it.each<[text: string, value: unknown]>([
    ['{"a": 1, // one\n "b": [1, 2,], /* two\n */ }', { a: 1, b: [1, 2] }],
    ['{"url": "https://example.com/*", "c": "//"}', { url: 'https://example.com/*', c: '//' }],
    ['{"a": ",]", "b": "\\"//"}', { a: ',]', b: '"//' }],
    ['[1, /* , */ // ]\n]', [1]],
    ['\uFEFF{}', {}],
  ])('reads %j', (text, value) => {
    expect(parseJsonc(text)).toEqual(value);
  });

  it('reads whatever is JSON as that', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonc(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['{', '{"a" 1}', '[1,,]', '/*'])('refuses %j', (text) => {
    expect(() => parseJsonc(text)).toThrow(SyntaxError);
  });
});
