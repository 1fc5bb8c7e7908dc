import { expect, it } from 'vitest';
import { endpoint, problemOf } from './http.ts';

it('keeps a query that the pipeline has, and escapes what it adds', () => {
  expect(endpoint('https://ci.test/p?key=1', 'runs', { before: 'a&b', limit: 5, run: null })).toBe(
    'https://ci.test/p/runs?key=1&before=a%26b&limit=5',
  );
});

it('believes the status that the server answered with, not the one in its words', async () => {
  const answer = Response.json(
    { title: 'No', status: 200, detail: 'Not you.' },
    { status: 403, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
  );
  expect(await problemOf(answer)).toEqual({ type: 'about:blank', title: 'No', status: 403, detail: 'Not you.' });
});

it('has words of its own for a problem that is none', async () => {
  const broken = new Response('{', { status: 500, headers: { 'content-type': 'application/problem+json' } });
  expect(await problemOf(broken)).toMatchObject({ status: 500, title: 'The server answered 500' });
});
