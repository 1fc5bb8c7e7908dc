import { describe, expect, it } from 'vitest';
import { bodyOf, call, newPipeline, problemOf, send } from '../../test/worker/api.ts';
import type { EventsAnswer, Run, RunPage } from '../../protocol/index.ts';

const RUN = { event: 'run', run: 'r1', id: 'e1', status: 'running', ref: 'main' };
const JOB = {
  event: 'job',
  run: 'r1',
  id: 'e2',
  job: 'build/18',
  name: 'build (18)',
  stage: 'building',
  status: 'running',
};
const LOG = { event: 'log', run: 'r1', id: 'e3', job: 'build/18', message: 'Compiling…' };

type Target = Awaited<ReturnType<typeof newPipeline>>;

const post = ({ base, headers }: Target, type: string, body: string) =>
  call(`${base}/events`, { method: 'POST', body, headers: { ...headers, 'content-type': type } });

describe('events', () => {
  it.each([
    ['one', 'application/json', JSON.stringify(RUN), 1],
    ['an array', 'application/json', JSON.stringify([RUN, JOB, LOG]), 3],
    ['an empty array', 'application/json', '[]', 0],
    ['NDJSON', 'application/x-ndjson', [RUN, JOB, LOG].map((event) => JSON.stringify(event)).join('\n'), 3],
    ['NDJSON with empty lines', 'application/x-ndjson', `\n${JSON.stringify(RUN)}\r\n\n${JSON.stringify(JOB)}\n`, 2],
  ])('are taken as %s', async (_form, type, body, accepted) => {
    const target = await newPipeline();
    expect(await bodyOf<EventsAnswer>(await post(target, type, body), 202)).toEqual({ accepted, duplicates: 0 });
    const { runs } = await bodyOf<RunPage>(await call(`${target.base}/runs`));
    expect(runs.map(({ id, ref }) => [id, ref])).toEqual(accepted > 0 ? [['r1', 'main']] : []);
  });

  it('make a run with its jobs and lines', async () => {
    const target = await newPipeline();
    await post(target, 'application/json', JSON.stringify([RUN, JOB, LOG]));
    const run = await bodyOf<Run>(await call(`${target.base}/runs/r1`));
    expect(run.jobs).toMatchObject([{ id: 'build/18', name: 'build (18)', stage: 'building', lines: 1 }]);
  });

  it('may be of several runs that nobody knew before', async () => {
    const target = await newPipeline();
    const events = ['r1', 'r2', 'r3'].map((run) => ({ event: 'run', run, ref: `of ${run}` }));
    await post(target, 'application/json', JSON.stringify(events));
    const { runs } = await bodyOf<RunPage>(await call(`${target.base}/runs`));
    expect(runs.map(({ number, id, ref }) => [number, id, ref])).toEqual([
      [3, 'r3', 'of r3'],
      [2, 'r2', 'of r2'],
      [1, 'r1', 'of r1'],
    ]);
  });

  it('that were sent before do not count again', async () => {
    const target = await newPipeline();
    await post(target, 'application/json', JSON.stringify([RUN, LOG]));
    const again = await post(target, 'application/json', JSON.stringify([RUN, JOB, LOG]));
    expect(await bodyOf<EventsAnswer>(again, 202)).toEqual({ accepted: 1, duplicates: 2 });
    const page = await bodyOf<{ total: number }>(await call(`${target.base}/runs/r1/logs`));
    expect(page.total).toBe(1);
  });
});

describe('events that are refused', () => {
  const lines = (...values: string[]) => values.join('\n');

  it.each<[what: string, type: string, body: string, status: number, paths: string[]]>([
    ['of an unknown kind', 'application/json', '{"event":"party","run":"r1"}', 422, ['/event']],
    ['without a run', 'application/json', '{"event":"run"}', 422, ['/run']],
    ['of an unknown status', 'application/json', '{"event":"run","run":"r1","status":"great"}', 422, ['/status']],
    ['one bad among good', 'application/json', JSON.stringify([RUN, { ...JOB, progress: 101 }]), 422, ['/1/progress']],
    [
      'one bad among good, NDJSON',
      'application/x-ndjson',
      lines(JSON.stringify(RUN), '{"event":"log","run":"r1"}'),
      422,
      ['/1/message'],
    ],
    ['a broken line', 'application/x-ndjson', lines(JSON.stringify(RUN), '{"event":'), 400, ['/1']],
    [
      'a link that runs a script',
      'application/json',
      JSON.stringify({ ...RUN, url: 'javascript:alert(1)' }),
      422,
      ['/url'],
    ],
    ['broken JSON', 'application/json', '{"event":', 400, []],
    ['null', 'application/json', 'null', 422, ['']],
    ['more than 1 MiB', 'application/json', JSON.stringify({ ...LOG, message: 'x'.repeat(1024 * 1024) }), 413, []],
    [
      'a CloudEvent without a name',
      'application/cloudevents+json',
      '{"specversion":"1.0"}',
      422,
      ['/id', '/source', '/type'],
    ],
    ['CloudEvents that are no batch', 'application/cloudevents-batch+json', '{}', 422, []],
    ['CloudEvents as XML', 'application/cloudevents+xml', '<event/>', 415, []],
    ['a form', 'application/x-www-form-urlencoded', 'event=run', 415, []],
  ])('(%s) change nothing', async (_what, type, body, status, paths) => {
    const target = await newPipeline();
    const problem = await problemOf(await post(target, type, body), status);
    expect(problem.errors?.map(({ path }) => path) ?? []).toEqual(paths);
    expect((await bodyOf<RunPage>(await call(`${target.base}/runs`))).runs).toEqual([]);
  });

  it('name no more places than anyone would read', async () => {
    const target = await newPipeline();
    const response = await send('POST', `${target.base}/events`, new Array(5000).fill({}), { headers: target.headers });
    expect((await problemOf(response, 422)).errors?.length).toBe(100);
  });
});
