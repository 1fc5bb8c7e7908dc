/// <reference types="vite/client" />
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sequences } from '../../test/fixtures/sequences.json';
import { bodyOf, call, newPipeline, tokenFor, bearer } from '../../test/worker/api.ts';
import { azureHeaders, callSigned, postGithub, postGitlab } from '../../test/worker/hooks.ts';
import type { Delivery, Run, RunPage } from '../../protocol/index.ts';

const files = import.meta.glob<unknown>('../../test/fixtures/webhooks/**/*.json', { eager: true, import: 'default' });

// A line for each of so many requests is what takes longest.
beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

interface Message {
  /** Distinguishes deliveries; the same for a redelivery. */
  key: string;
  send(base: string, headers: Record<string, string>): Promise<Response>;
}

function messageOf(id: string, file: string): Message {
  const [system = '', name = ''] = file.split('/');
  const payload = structuredClone(files[`../../test/fixtures/webhooks/${file}`]);
  if (id === 'GL-S1') (payload as { object_attributes: { id: number } }).object_attributes.id = 53479;
  const body = JSON.stringify(payload);
  const key = file;
  if (system === 'github') return { key, send: (base) => postGithub(base, name.split('.')[1] ?? '', body, key) };
  if (system === 'gitlab') return { key, send: (base) => postGitlab(base, body, key) };
  if (system === 'other') {
    const headers = azureHeaders();
    return { key, send: (base) => callSigned(`${base}/webhooks/azure`, { method: 'POST', body, headers }) };
  }
  const { context } = payload as { context: { id: string; source: string; type: string } };
  const ceHeaders = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': context.id,
    'ce-source': context.source,
    'ce-type': context.type,
  };
  return {
    key,
    send: (base, headers) =>
      callSigned(`${base}/events`, { method: 'POST', body, headers: { ...headers, ...ceHeaders } }),
  };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

/** All orders where there are few; of more than 120 a sample, the first and the last among them. */
function ordersOf<T>(items: readonly T[]): T[][] {
  const all = permutations(items);
  if (all.length <= 120) return all;
  const step = (all.length - 1) / 119;
  return Array.from({ length: 120 }, (_, index) => all[Math.round(index * step)] ?? []);
}

const MANY = 200_000;

/** What does not depend on when deliveries came: all but the number of the run, and times that only we gave. */
async function outcome(order: readonly Message[], twice: boolean): Promise<{ runs: Run[]; deliveries: Delivery[] }> {
  const { slug, base, headers } = await newPipeline();
  const ingest = bearer(await tokenFor(slug, 'ingest'));
  for (const message of twice ? [...order, ...order] : order) {
    const response = await message.send(base, ingest);
    expect(response.status, await response.clone().text()).toBe(202);
    await response.body?.cancel();
  }
  const { runs } = await bodyOf<RunPage>(await call(`${base}/runs`));
  const whole = await Promise.all(
    runs.map(async ({ id }) => bodyOf<Run>(await call(`${base}/runs/${encodeURIComponent(id)}`))),
  );
  const { deliveries } = await bodyOf<{ deliveries: Delivery[] }>(await call(`${base}/deliveries`, { headers }));
  return { runs: whole.sort((a, b) => (a.id < b.id ? -1 : 1)), deliveries };
}

/** Times of ours are those within the test itself; those of the fixtures are years ago. */
const recent = Date.UTC(2026, 0, 1);
const timeless = (runs: readonly Run[]): unknown =>
  JSON.parse(
    JSON.stringify(runs, (key, value: unknown) => {
      if (key === 'number' || key === 'pipeline') return undefined;
      return typeof value === 'number' && value > recent ? 'ours' : value;
    }),
  );

const cases = sequences
  // A table of words, which is no delivery: `sources/sequences.test.ts` goes through it.
  .filter(({ id }) => id !== 'GL-S7')
  .map(({ id, files: names, expect: wanted }) => ({ id, wanted, messages: names.map((name) => messageOf(id, name)) }));

it('has every sequence that is made of deliveries', () => {
  expect(cases.map(({ id }) => id)).toEqual([
    'GH-S2',
    'GH-S4',
    'GH-S7',
    'GH-S9',
    'GH-S11',
    'GL-S1',
    'GL-S4',
    'CE-S1',
    'CE-S4',
    'OT-S4',
  ]);
});

describe.each(cases)('$id', ({ messages, wanted }) => {
  it('gives the state that it must', async () => {
    const { runs, deliveries } = await outcome(messages, false);
    expect(deliveries.map(({ outcome: became }) => became)).not.toContain('duplicate');
    expectState(runs, wanted);
  });

  it(
    'gives that state in every order and with every delivery twice',
    async () => {
      const first = timeless((await outcome(messages, false)).runs);
      for (const order of ordersOf(messages)) {
        const { runs, deliveries } = await outcome(order, true);
        expect(timeless(runs)).toEqual(first);
        const repeated = deliveries.filter(({ outcome: became }) => became === 'duplicate');
        expect(repeated).toHaveLength(messages.length);
      }
    },
    MANY,
  );
});

interface Wanted {
  run?: { externalId?: string; attempt?: number; status: string; conclusion?: string };
  jobs?: number | Record<string, string | Record<string, unknown>>;
  stages?: string[];
  deployment?: { externalId: string; environment: string; state: string };
}

function expectState(runs: readonly Run[], { run: head, jobs, stages, deployment }: Wanted): void {
  const run = runs.find(({ id }) => !id.includes(':deployment:')) ?? runs[0];
  if (run === undefined) throw new Error('There is no run.');
  if (head) {
    const { externalId, ...rest } = head;
    expect(run).toMatchObject(rest);
    if (externalId) expect(run.id.endsWith(`:${externalId}`)).toBe(true);
  }
  if (stages) expect(run.stages.map(({ id, conclusion }) => `${id}:${conclusion}`)).toEqual(stages);
  if (typeof jobs === 'number') expect(run.jobs).toHaveLength(jobs);
  else for (const [externalId, wanted] of Object.entries(jobs ?? {})) expectJob(run, externalId, wanted);
  if (deployment) {
    const { externalId: id, environment, state: conclusion } = deployment;
    expect(run.deployments).toMatchObject([{ id, environment, conclusion }]);
  }
  for (const { startTime, endTime } of [...run.jobs, ...run.stages, run]) {
    if (startTime !== null && endTime !== null) expect(endTime).toBeGreaterThanOrEqual(startTime);
  }
}

function expectJob(run: Run, externalId: string, wanted: string | Record<string, unknown>): void {
  const job = run.jobs.find((entry) => entry.externalId === externalId);
  if (typeof wanted === 'string') {
    expect(`${job?.conclusion}${job?.failureReason ? `(${job.failureReason})` : ''}`).toBe(wanted);
    return;
  }
  const { steps, currentStep, retries, ...rest } = wanted;
  expect(job).toMatchObject(rest);
  if (steps !== undefined) expect(job?.steps).toHaveLength(Number(steps));
  if (currentStep !== undefined) {
    expect(job?.steps.find(({ status }) => status === 'running')?.number).toBe(currentStep);
  }
  if (retries !== undefined) expect(job?.attempt).toBe(Number(retries) + 1);
}
