import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bearer, call, callWith, newPipeline, problemOf, tokenFor } from '../../test/worker/api.ts';
import type { Env } from '../env.ts';

/** Counts as Cloudflare does, without its clock. */
function counter(most: number): RateLimit & { keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    limit: async ({ key }: { key: string }) => {
      keys.push(key);
      return { success: keys.filter((known) => known === key).length <= most };
    },
  };
}

const from = (address: string, headers: Record<string, string> = {}) => ({
  headers: { ...headers, 'cf-connecting-ip': address },
});

const ROUTES = [
  ['POST', '/trigger', 'TRIGGER_LIMIT', 415],
  ['POST', '/runs/none/cancel', 'TRIGGER_LIMIT', 404],
  ['POST', '/runs/none/rerun', 'TRIGGER_LIMIT', 404],
  ['POST', '/config', 'CONFIG_LIMIT', 415],
  ['GET', '/stream', 'CONNECT_LIMIT', 200],
] as const;

describe.each(ROUTES)('%s %s', (method, path, name, admitted) => {
  it('is refused when one caller asks too often, and nobody else then', async () => {
    const { base, headers } = await newPipeline();
    const counted = counter(2);
    const ask = async (address: string, credentials: Record<string, string>) => {
      const bindings: Partial<Env> = { [name]: counted };
      const type = method === 'POST' ? { 'content-type': 'application/pdf' } : {};
      const response = await callWith(bindings, `${base}${path}`, {
        method,
        ...from(address, { ...type, ...credentials }),
      });
      if (response.status !== 429) await response.body?.cancel();
      return response;
    };
    expect([(await ask('203.0.113.1', headers)).status, (await ask('203.0.113.1', headers)).status]).toEqual([
      admitted,
      admitted,
    ]);
    const refused = await ask('203.0.113.1', headers);
    expect(refused.headers.get('retry-after')).toBe('60');
    await problemOf(refused, 429);
    // Reading takes no token here, so the address is who it is; writing has a name.
    const other =
      method === 'GET' ? ask('203.0.113.2', headers) : ask('203.0.113.1', bearer(await tokenFor('*', 'view')));
    expect((await other).status).not.toBe(429);
  });
});

describe('nothing is counted', () => {
  it('of those who may not come in anyway', async () => {
    const { base } = await newPipeline();
    const counted = counter(0);
    const response = await callWith({ TRIGGER_LIMIT: counted }, `${base}/trigger`, {
      method: 'POST',
      ...from('203.0.113.1'),
    });
    expect(response.status).toBe(401);
    expect(counted.keys).toEqual([]);
  });

  it.each(['127.0.0.1', '::1'])('of %s, nor where there is no binding', async (address) => {
    const bindings = { TRIGGER_LIMIT: counter(0) };
    const body = { method: 'POST', headers: { 'cf-connecting-ip': address } };
    expect((await callWith(bindings, '/api/pipeline/trigger', body)).status).not.toBe(429);
    const unbound = { TRIGGER_LIMIT: undefined } as unknown as Partial<Env>;
    const foreign = { method: 'POST', ...from('203.0.113.9') };
    expect((await callWith(unbound, '/api/pipeline/trigger', foreign)).status).not.toBe(429);
  });
});

it('is bound as wrangler.toml says: more than 60 triggers a minute are too many', async () => {
  expect(env.TRIGGER_LIMIT).toBeDefined();
  const { base, headers } = await newPipeline();
  const ask = () =>
    call(`${base}/trigger`, { method: 'POST', headers: { ...headers, 'content-type': 'application/pdf' } });
  const statuses: number[] = [];
  // A minute may end in between, so that two of them are counted.
  while (statuses.at(-1) !== 429 && statuses.length <= 120) statuses.push((await ask()).status);
  expect(statuses.at(-1)).toBe(429);
  expect(statuses.length).toBeGreaterThan(60);
});
