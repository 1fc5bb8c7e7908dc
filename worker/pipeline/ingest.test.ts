import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { PipelineEvent } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { EVERYTHING, evict, inRows, makeDue, runOf, tasksOf, watch } from './testing.ts';

const ingest = (pipeline: string, events: PipelineEvent[], source = 'api') =>
  pipelineObject(env, pipeline).ingest(pipeline, source, events);

describe('events', () => {
  it('count once by their id, also after memory is lost, and for each source by itself', async () => {
    const event: PipelineEvent = { event: 'log', run: 'r', message: 'hello', id: 'delivery 1' };
    expect(await ingest('ids', [event, event])).toEqual({ accepted: 1, duplicates: 1 });
    await evict('ids');
    expect(await ingest('ids', [event, { ...event, id: 'delivery 2' }])).toEqual({ accepted: 1, duplicates: 1 });
    expect(await ingest('ids', [event], 'github')).toEqual({ accepted: 1, duplicates: 0 });
    expect((await pipelineObject(env, 'ids').logs('ids', 'r', EVERYTHING))?.total).toBe(3);
  });

  it('give each run of a batch a number of its own, and each viewer one update of it', async () => {
    await ingest('batch', [{ event: 'run', run: 'first', status: 'queued' }]);
    const viewer = await watch('batch');
    await ingest('batch', [
      { event: 'run', run: 'a', status: 'running' },
      { event: 'run', run: 'b', status: 'running' },
      { event: 'job', run: 'a', job: 'x', status: 'running' },
      { event: 'job', run: 'a', job: 'x', status: 'completed', conclusion: 'success' },
      { event: 'run', run: 'a', title: 'The first' },
    ]);
    await viewer.until(() => viewer.updates.length === 3);
    await viewer.caughtUp();
    expect(viewer.updates.map(({ id, number }) => [id, number])).toEqual([
      ['first', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(await runOf('batch', 'a')).toMatchObject({ title: 'The first', jobs: [{ id: 'x', conclusion: 'success' }] });
    expect(
      (await pipelineObject(env, 'batch').runs('batch', { limit: 2, before: null }))?.runs.map(({ id }) => id),
    ).toEqual(['b', 'a']);
    expect(await pipelineObject(env, 'batch').runs('batch', { limit: 2, before: 2 })).toMatchObject({
      runs: [{ id: 'first' }],
      next: null,
    });
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('of a command inside a job are of the same job as its webhooks, which came %s', async (_when, turn) => {
    const slug = `nickname-${turn}`;
    const source = { event: 'job', run: 'r', job: 'Unit tests (18)', externalId: '7', attempt: 2 } as const;
    const told: PipelineEvent[] = [{ ...source, name: source.job, status: 'running', at: Date.now() - 60_000 }];
    const inside = { event: 'job', run: 'r', job: 'test (18)', externalId: '7', nickname: true, attempt: 2 } as const;
    const said: PipelineEvent[] = [
      { ...inside, stage: 'testing', status: 'running' },
      { event: 'log', run: 'r', job: 'test (18)', message: 'one' },
    ];
    for (const events of turn === 0 ? [told, said] : [said, told]) await ingest(slug, events);
    await pipelineObject(env, slug).appendLog(slug, {
      run: 'r',
      job: 'test (18)',
      stage: null,
      offset: 0,
      body: new TextEncoder().encode('two\n'),
      format: 'text',
      final: false,
    });
    const { jobs } = await runOf(slug, 'r');
    expect(jobs).toMatchObject([{ id: 'Unit tests (18)', externalId: '7', stage: 'testing', attempt: 2, lines: 2 }]);
    const page = await pipelineObject(env, slug).logs(slug, 'r', EVERYTHING);
    expect(page?.lines.at(-1)).toMatchObject({ job: 'Unit tests (18)', stage: 'testing', message: 'two' });
  });

  it('that say nothing new tell viewers nothing', async () => {
    const event: PipelineEvent = { event: 'job', run: 'r', job: 'x', status: 'running', at: 1_700_000_000_000 };
    await ingest('quiet', [event]);
    const viewer = await watch('quiet');
    await ingest('quiet', [event, event]);
    await viewer.caughtUp();
    expect(viewer.updates.length).toBe(1);
  });

  it('bring the lines before the end of the run, so that who leaves then has them all', async () => {
    await ingest('order', [{ event: 'run', run: 'r', status: 'running' }]);
    const viewer = await watch('order');
    await ingest('order', [
      { event: 'run', run: 'r', status: 'completed', conclusion: 'success' },
      { event: 'log', run: 'r', message: 'one\ntwo\r\n' },
    ]);
    await viewer.until(() => viewer.updates.length === 2);
    expect(viewer.seen.slice(-3).map(({ event }) => event)).toEqual(['log', 'log', 'pipeline-update']);
    expect(viewer.lines.map(({ message }) => message)).toEqual(['one', 'two']);
  });

  it('take effect all together or not at all', async () => {
    await ingest('atomic', [{ event: 'run', run: 'r', status: 'running' }]);
    const viewer = await watch('atomic');
    const many = Array.from({ length: 101 }, (_, index): PipelineEvent => ({
      event: 'deployment',
      run: 'big',
      deployment: `d${index}`,
      status: 'running',
    }));
    const answer = await ingest('atomic', [{ event: 'run', run: 'r', title: 'changed', id: 'once' }, ...many]);
    expect(answer).toMatchObject({ refused: 'too-large' });
    expect((await runOf('atomic', 'r')).title).toBeNull();
    expect(await pipelineObject(env, 'atomic').run('atomic', 'big')).toBeNull();
    await viewer.caughtUp();
    expect(viewer.updates.length).toBe(1);
    // The refused batch left no ids behind either, and what comes next is told with the next seq.
    expect(await ingest('atomic', [{ event: 'run', run: 'r', title: 'changed', id: 'once' }])).toEqual({
      accepted: 1,
      duplicates: 0,
    });
    await viewer.until(() => viewer.updates.length === 2);
    expect(await runOf('atomic', 'r')).toMatchObject({ number: 1, title: 'changed' });
    expect(await inRows('atomic', (sql) => sql.exec('SELECT max(seq) AS seq FROM journal').one()['seq'])).toBe(2);
  });

  it('name jobs and runs as hostile as they like', async () => {
    const names = ['__proto__', 'constructor', "'; DROP TABLE runs; --", '<img src=x onerror=alert(1)>', '🚀 #1'];
    for (const name of names) {
      await ingest('names', [
        { event: 'job', run: name, job: name, name, status: 'running' },
        { event: 'log', run: name, job: name, message: `\0 ${name} \ud800` },
      ]);
    }
    await evict('names');
    for (const name of names) {
      expect((await runOf('names', name)).jobs).toMatchObject([{ id: name, lines: 1 }]);
      const log = await pipelineObject(env, 'names').logs('names', name, EVERYTHING);
      expect(log?.lines.map(({ message }) => message)).toEqual([`\0 ${name} \uFFFD`]);
    }
  });

  it('keep jobs that the source names by ids of its own apart, across loss of memory', async () => {
    const named = (externalId: string, status: 'running' | 'completed'): PipelineEvent => ({
      event: 'job',
      run: 'r',
      job: 'build',
      externalId,
      status,
      ...(status === 'completed' && { conclusion: 'failure' }),
    });
    await ingest('external', [named('100', 'completed')]);
    await evict('external');
    await ingest('external', [named('101', 'running')]);
    expect((await runOf('external', 'r')).jobs).toMatchObject([{ id: 'build', attempt: 2, status: 'running' }]);
  });
});

describe('pages of a log', () => {
  it('begin anywhere, end where they should, and filter', async () => {
    const events = Array.from({ length: 2500 }, (_, index): PipelineEvent => ({
      event: 'log',
      run: 'r',
      job: index % 2 === 0 ? 'even' : 'odd',
      type: index % 100 === 0 ? 'error' : 'info',
      message: `line ${index + 1}`,
    }));
    for (let sent = 0; sent < events.length; sent += 700) await ingest('pages', events.slice(sent, sent + 700));
    const object = pipelineObject(env, 'pages');
    const seen: number[] = [];
    for (let from: number | null = 1; from !== null;) {
      const page = await object.logs('pages', 'r', { ...EVERYTHING, from, limit: 333 });
      seen.push(...(page?.lines.map(({ line }) => line) ?? []));
      from = page?.next ?? null;
    }
    expect(seen).toEqual(events.map((_, index) => index + 1));
    const middle = await object.logs('pages', 'r', { ...EVERYTHING, from: 1234, limit: 2 });
    expect(middle).toMatchObject({
      lines: [{ message: 'line 1234' }, { message: 'line 1235' }],
      next: 1236,
      total: 2500,
    });
    const errors = await object.logs('pages', 'r', { ...EVERYTHING, job: 'even', type: 'error' });
    expect(errors?.lines.length).toBe(25);
    expect((await object.logs('pages', 'r', { ...EVERYTHING, from: 2501 }))?.lines).toEqual([]);
    expect(await object.logs('pages', 'unknown', EVERYTHING)).toBeNull();
  });
});

describe('a run that nobody reports on', () => {
  it('ends when its jobs have and it has been quiet', async () => {
    await ingest('settle', [
      { event: 'job', run: 'r', job: 'a', status: 'completed', conclusion: 'success' },
      { event: 'job', run: 'r', job: 'b', status: 'running' },
    ]);
    expect(await tasksOf('settle')).not.toContain('settle');
    await ingest('settle', [{ event: 'job', run: 'r', job: 'b', status: 'completed', conclusion: 'failure' }]);
    expect((await runOf('settle', 'r')).status).toBe('running');
    expect(await tasksOf('settle')).toContain('settle');
    await makeDue('settle', 'settle');
    expect(await runOf('settle', 'r')).toMatchObject({ status: 'completed', conclusion: 'failure' });
    // A job that comes late opens it again.
    await ingest('settle', [{ event: 'job', run: 'r', job: 'c', status: 'running' }]);
    expect((await runOf('settle', 'r')).status).toBe('running');
  });

  it('is left alone when its source reports it', async () => {
    await ingest('reported', [
      { event: 'run', run: 'r', status: 'running' },
      { event: 'job', run: 'r', job: 'a', status: 'completed', conclusion: 'success' },
    ]);
    expect(await tasksOf('reported')).not.toContain('settle');
  });

  it('is given up when it is old, has said nothing for an hour, and many newer ones are live', async () => {
    const runs = Array.from({ length: 22 }, (_, index): PipelineEvent => ({
      event: 'run',
      run: `r${index}`,
      status: 'running',
    }));
    await ingest('sweep', runs);
    await inRows('sweep', (sql) => sql.exec("UPDATE runs SET heard = heard - 7200000 WHERE id <> 'r1'"));
    await makeDue('sweep', 'watch');
    expect(await runOf('sweep', 'r0')).toMatchObject({ conclusion: 'error', failureReason: 'lost' });
    expect(await runOf('sweep', 'r1')).toMatchObject({ status: 'running' });
    expect(await runOf('sweep', 'r2')).toMatchObject({ status: 'running' });
  });
});
