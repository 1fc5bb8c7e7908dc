import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../test/fixtures/signature-vectors.json';
import { matchesToken, verifySignature, type SignatureScheme } from './signature.ts';

const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  github: 'github',
  'standard-webhooks': 'standard',
  circleci: 'circleci',
  buildkite: 'buildkite',
  vercel: 'vercel',
};

/** The vectors of the schemes that are a MAC over the body; Netlify's is a JWT and has its own test. */
const cases = vectors.flatMap(({ scheme, secret, body, header }) => {
  const known = SCHEMES[scheme.split(' ')[0] ?? ''];
  const headers = Object.entries(header).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return known ? [{ scheme: known, secret, body: new TextEncoder().encode(body), headers }] : [];
});

/** The vectors that sign a time were made at that time. */
function timeOf(headers: readonly (readonly [string, string])[]): number {
  const stamp = headers.map(([, value]) => /^(?:timestamp=)?(\d{10})/.exec(value)?.[1]).find(Boolean);
  return stamp ? Number(stamp) * 1000 : Date.now();
}

const verify = (entry: (typeof cases)[number], change: Partial<(typeof cases)[number]> = {}, later = 0) => {
  const { scheme, secret, body, headers } = { ...entry, ...change };
  const request = { headers: new Headers(headers.map(([name, value]) => [name, value])), body };
  return verifySignature(scheme, request, ['another secret', secret], timeOf(entry.headers) + later);
};

describe.each(cases)('$scheme', (entry) => {
  it('accepts the published vector', async () => {
    expect(await verify(entry)).toBe(true);
  });

  it('refuses the body with any bit changed, another secret, and none at all', async () => {
    for (let index = 0; index < entry.body.length; index += 1) {
      const body = Uint8Array.from(entry.body);
      body[index] = (body[index] ?? 0) ^ 1;
      expect(await verify(entry, { body })).toBe(false);
    }
    expect(await verify(entry, { secret: 'wrong' })).toBe(false);
    expect(await verify(entry, { secret: '' })).toBe(false);
    expect(await verify(entry, { headers: [] })).toBe(false);
  });

  it('refuses a header that was cut or changed anywhere, and never throws', async () => {
    const [name, value] = entry.headers.at(-1) ?? ['', ''];
    const others = entry.headers.slice(0, -1);
    for (let index = 0; index < value.length; index += 1) {
      const flipped = value.slice(0, index) + (value[index] === 'a' ? 'b' : 'a') + value.slice(index + 1);
      for (const damaged of [value.slice(0, index), value.slice(index + 1), flipped]) {
        // A scheme may ignore what it does not know before its own entry; the signature itself must fit to the last digit.
        if (damaged.toLowerCase() === value.toLowerCase()) continue;
        expect(await verify(entry, { headers: [...others, [name, damaged]] }), damaged).toBe(false);
      }
    }
    const anything = fc.string().map((text) => encodeURIComponent(text));
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        expect(await verify(entry, { headers: [...others, [name, text]] })).toBe(false);
      }),
    );
  });
});

it('refuses a signed time that is more than five minutes off', async () => {
  const timed = cases.filter(({ scheme }) => scheme === 'standard' || scheme === 'buildkite');
  expect(timed).toHaveLength(2);
  for (const entry of timed) {
    expect(await verify(entry, {}, 299_000)).toBe(true);
    expect(await verify(entry, {}, 301_000)).toBe(false);
    expect(await verify(entry, {}, -301_000)).toBe(false);
  }
});

it('compares plain tokens whole', async () => {
  expect(await matchesToken('right', ['wrong', 'right'])).toBe(true);
  for (const token of [null, '', 'righ', 'right ', 'RIGHT']) expect(await matchesToken(token, ['right'])).toBe(false);
  expect(await matchesToken('anything', [])).toBe(false);
});
