/// <reference types="vite/client" />
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bodyOf, call, newPipeline, send } from '../../test/worker/api.ts';
import { azureHeaders, callSigned, githubHeaders, gitlabHeaders } from '../../test/worker/hooks.ts';
import type { Run } from '../../protocol/index.ts';

const files = import.meta.glob<unknown>('../../test/fixtures/webhooks/{github,gitlab,cdevents,other}/*.json', {
  eager: true,
  import: 'default',
});

// A line for each of so many requests is what takes longest.
beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const MUTATIONS = 10_000;
/** Pipelines that share them: each may have so many live runs. */
const PIPELINES = 20;

/** Small, fast, and the same everywhere (mulberry32): a seed that found something finds it again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '\u202e\u{1f4a5}',
  '9999-12-31T23:59:59Z',
  '0000-00-00',
  'completed',
  'javascript:alert(1)',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  { id: {} },
];

interface Seed {
  event: string;
  body: string;
  source: string;
  payload: unknown;
}

const seeds: Seed[] = Object.entries(files)
  .filter(([path]) => !/headers|devlake/.test(path))
  .map(([path, payload]) => {
    const [source = '', name = ''] = path.split('/').slice(-2);
    return { source, event: name.split('.')[1] ?? '', payload, body: JSON.stringify(payload) };
  });

/** Changes one to four places: a value, a key, or the text itself. */
function mutate({ payload, body }: Seed, random: () => number): string {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  if (random() < 0.15) {
    const at = Math.floor(random() * body.length);
    return body.slice(0, at) + (pick(['', '"', '}', '\\ud83d', '\u0000', '1e999', ',']) ?? '') + body.slice(at + 1);
  }
  const copy = structuredClone(payload);
  for (let change = 0; change <= random() * 3; change += 1) {
    let place = copy as Record<string, unknown>;
    for (let depth = 0; depth < 6; depth += 1) {
      const key = pick(Object.keys(place));
      if (key === undefined) break;
      const inside = place[key];
      if (typeof inside === 'object' && inside !== null && random() < 0.8) {
        place = inside as Record<string, unknown>;
        continue;
      }
      const action = random();
      if (action < 0.2) delete place[key];
      else if (action < 0.3) place[key] = [inside, structuredClone(inside)];
      else place[key] = structuredClone(pick(ODD));
      break;
    }
  }
  return JSON.stringify(copy);
}

async function deliver(base: string, headers: Record<string, string>, seed: Seed, body: string): Promise<Response> {
  const id = crypto.randomUUID();
  if (seed.source === 'github') {
    const signed = await githubHeaders(seed.event, body, id);
    return callSigned(`${base}/webhooks/github`, { method: 'POST', body, headers: signed });
  }
  if (seed.source === 'gitlab') {
    return callSigned(`${base}/webhooks/gitlab`, { method: 'POST', body, headers: gitlabHeaders(id) });
  }
  if (seed.source === 'other') {
    return callSigned(`${base}/webhooks/azure`, { method: 'POST', body, headers: azureHeaders() });
  }
  const { type } = (seed.payload as { context: { type: string } }).context;
  const attributes = { 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': '/fuzz', 'ce-type': type };
  const request = { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json', ...attributes } };
  return callSigned(`${base}/events`, request);
}

it(
  'answers ten thousand mutations of real payloads with 2xx or 4xx, and they change no other run',
  { timeout: 300_000 },
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const bystander = [
      { event: 'run', run: 'bystander', at: 1_700_000_000_000, status: 'running', title: 'Not part of this' },
      { event: 'job', run: 'bystander', job: 'build', at: 1_700_000_000_000, status: 'running', needs: ['lint'] },
    ];
    const targets = await Promise.all(
      Array.from({ length: PIPELINES }, async () => {
        const target = await newPipeline();
        await send('POST', `${target.base}/events`, bystander, { headers: target.headers });
        const before = await bodyOf<Run>(await call(`${target.base}/runs/bystander`));
        return { ...target, before };
      }),
    );
    const answers = new Map<number, number>();
    await Promise.all(
      targets.map(async ({ base, headers }, lane) => {
        // Its own, because the lanes take turns as they please.
        const random = generator(seed + lane);
        for (let index = lane; index < MUTATIONS; index += PIPELINES) {
          const original = seeds[Math.floor(random() * seeds.length)];
          if (original === undefined) throw new Error('There are no payloads.');
          const body = mutate(original, random);
          const response = await deliver(base, headers, original, body);
          await response.body?.cancel();
          answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
          const fine =
            (response.status >= 200 && response.status < 300) || (response.status >= 400 && response.status < 500);
          expect(fine, `seed ${seed}, ${response.status} for ${original.event}: ${body.slice(0, 2000)}`).toBe(true);
        }
      }),
    );
    for (const { base, before } of targets) {
      expect(await bodyOf<Run>(await call(`${base}/runs/bystander`)), `seed ${seed}`).toEqual(before);
    }
    // They were real enough to be taken, and broken enough to be refused.
    expect(answers.get(202), `seed ${seed}`).toBeGreaterThan(MUTATIONS / 10);
    expect(answers.get(422), `seed ${seed}`).toBeGreaterThan(MUTATIONS / 100);
  },
);
