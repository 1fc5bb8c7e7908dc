import { describe, expect, it } from 'vitest';
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
