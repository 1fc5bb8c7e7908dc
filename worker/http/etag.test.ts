import { expect, it } from 'vitest';
import { isUnchanged, parseEntityTags } from './etag.ts';

it.each([
  ['"7"', ['"7"']],
  ['*', ['*']],
  ['W/"7"', ['W/"7"']],
  [' "7" , W/"a-b" ', ['"7"', 'W/"a-b"']],
  ['""', ['""']],
  ['"a, b"', null],
  ['7', null],
  ['"7', null],
  ['"7" "8"', null],
  ['"7", *', null],
  ['', null],
])('reads %s as %j', (header, tags) => {
  expect(parseEntityTags(header)).toEqual(tags);
});

it.each([
  ['"7"', true],
  ['W/"7"', true],
  ['"6", "7"', true],
  ['*', true],
  ['"8"', false],
  ['7', false],
])('compares If-None-Match %s with "7": %s', (header, unchanged) => {
  const request = new Request('https://example.com', { headers: { 'if-none-match': header } });
  expect(isUnchanged(request, '"7"')).toBe(unchanged);
});

it('finds nothing unchanged for a client that asks no condition', () => {
  expect(isUnchanged(new Request('https://example.com'), '"7"')).toBe(false);
});
