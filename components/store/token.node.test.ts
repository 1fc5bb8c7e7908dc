import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jwt } from './testing/jwt.ts';
import { createTokens, whoOf } from './token.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const expiring = (seconds: number, jti: string): string => jwt({ sub: 'ada', exp: Date.now() / 1000 + seconds, jti });

it('a function is asked once for all requests until its token is about to expire', async () => {
  const ask = vi.fn(() => Promise.resolve(expiring(300, String(ask.mock.calls.length))));
  const tokens = createTokens(ask);
  const [first, second] = await Promise.all([tokens.get(), tokens.get()]);
  expect(first).toBe(second);
  vi.advanceTimersByTime(269_000);
  expect(await tokens.get()).toBe(first);
  expect(ask).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(2_000);
  expect(await tokens.get()).not.toBe(first);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('a token that the server refused is replaced, however long it would last', async () => {
  const ask = vi.fn(() => expiring(300, String(ask.mock.calls.length)));
  const tokens = createTokens(ask);
  const first = await tokens.get();
  expect(await tokens.get(first)).not.toBe(first);
});

it('a function whose tokens do not say when they expire is asked each time', async () => {
  const ask = vi.fn(() => 'opaque');
  const tokens = createTokens(ask);
  await tokens.get();
  await tokens.get();
  expect(ask).toHaveBeenCalledTimes(2);
});

it('a function that fails, at once or later, is asked again the next time', async () => {
  const answers = [
    () => {
      throw new Error('at once');
    },
    () => Promise.reject(new Error('later')),
    () => null,
  ];
  const tokens = createTokens(() => answers.shift()?.() ?? null);
  await expect(tokens.get()).rejects.toThrow('at once');
  await expect(tokens.get()).rejects.toThrow('later');
  expect(await tokens.get()).toBe('');
  expect(await tokens.who()).toBe('');
});

it.each(['opaque', 'a.b.c', 'a.MQ.c', 'a.bnVsbA.c', '...', jwt({ jti: '1' })])('%j names nobody', (token) =>
  expect(whoOf(token)).toBeNull(),
);

it('a token stands for its subject, in any script', () => {
  expect(whoOf(jwt({ sub: 'Zoë 🚀' }))).toBeTruthy();
  expect(whoOf(jwt({ sub: 'Zoë 🚀', jti: '1' }))).toBe(whoOf(jwt({ sub: 'Zoë 🚀', jti: '2' })));
});
