import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { applyUpdate, parseEventId, type LogEvent, type PipelineEvent, type Run } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { connect, EVERYTHING, evict, granted, inRows, makeDue, runOf, watch, type Seen } from './testing.ts';

const send = async (pipeline: string, ...events: PipelineEvent[]) =>
  granted(await pipelineObject(env, pipeline).ingest(pipeline, 'api', events));

const logs = (run: string, count: number, from = 1): LogEvent[] =>
  Array.from({ length: count }, (_, index) => ({ event: 'log', run, job: 'build', message: `line ${from + index}` }));

const jobEvent = (run: string, id: string) => ({ event: 'job' as const, run, job: id });

const job = (run: string, id: string, status: 'queued' | 'running' | 'completed'): PipelineEvent => ({
  ...jobEvent(run, id),
  status,
  ...(status === 'completed' && { conclusion: 'success' }),
});

/** All that the journal has. */
const withIds = (seen: readonly Seen[]): Seen[] => seen.filter(({ event }) => event !== 'presence');

describe('a fresh viewer', () => {
  it('is not let in where there is no pipeline, and leaves nothing behind', async () => {
    expect((await connect('nothing-here')).status).toBe(404);
    expect(await pipelineObject(env, 'nothing-here').state('nothing-here')).toBeNull();
  });

  it('gets config, live runs with the newest last, the tail of its log, and one id at the end', async () => {
    await send('fresh', job('old', 'build', 'running'), job('done', 'build', 'running'));
    await send('fresh', { event: 'run', run: 'done', conclusion: 'success' });
    await send('fresh', job('new', 'build', 'running'), ...logs('new', 30));
    const viewer = await watch('fresh', { logs: '10' });
    expect(viewer.seen.map(({ event }) => event)).toEqual([
      'config',
      'pipeline-update',
      'pipeline-update',
      ...Array.from({ length: 10 }, () => 'log'),
      'presence',
    ]);
    expect(viewer.updates.map(({ id, snapshot }) => [id, snapshot])).toEqual([
      ['old', true],
      ['new', true],
    ]);
    expect(viewer.lines.map(({ line, message }) => [line, message])).toEqual(
      Array.from({ length: 10 }, (_, index) => [21 + index, `line ${21 + index}`]),
    );
    expect(viewer.seen.slice(0, -1).every(({ id }) => id === '')).toBe(true);
    // Resuming from it brings what comes next and nothing else.
    const { lastEventId } = viewer;
    await send('fresh', ...logs('new', 1, 31));
    const resumed = await watch('fresh', { lastEventId });
    expect(resumed.lines.map(({ line }) => line)).toEqual([31]);
    expect(resumed.seen.some(({ event }) => event === 'config')).toBe(false);
  });

  it('gets no lines with logs=0, and 200 unless it says otherwise', async () => {
    await send('tails', job('r', 'build', 'running'), ...logs('r', 250));
    expect((await watch('tails', { logs: '0' })).lines).toEqual([]);
    const lines = (await watch('tails')).lines;
    expect([lines.length, lines[0]?.line, lines.at(-1)?.line]).toEqual([200, 51, 250]);
  });

  it('of one run gets that one only, also of what comes', async () => {
    await send('narrow', job('a', 'build', 'running'), job('b', 'build', 'running'));
    const viewer = await watch('narrow', { run: 'a' });
    await send('narrow', ...logs('b', 5), job('b', 'build', 'completed'));
    await send('narrow', ...logs('a', 2));
    await viewer.until(() => viewer.lines.length === 2);
    expect(new Set(viewer.updates.map(({ id }) => id))).toEqual(new Set(['a']));
    expect(new Set(viewer.lines.map(({ run }) => run))).toEqual(new Set(['a']));
  });
});

describe('resuming', () => {
  it('brings exactly the missing events from wherever it was cut, in the middle of a flush too', async () => {
    await send('exact', job('r', 'build', 'queued'));
    const witness = await watch('exact');
    await send('exact', job('r', 'build', 'running'), ...logs('r', 7));
    await send('exact', ...logs('r', 1, 8));
    await send('exact', ...logs('r', 5, 9), job('other', 'x', 'running'));
    granted(
      await pipelineObject(env, 'exact').saveConfig('exact', {
        config: { title: 'Two' },
        expected: null,
        author: null,
      }),
    );
    await send('exact', job('r', 'build', 'completed'), ...logs('r', 3, 14));
    await witness.until(() => witness.lines.length === 16);
    await witness.caughtUp();
    const start = witness.seen.findIndex(({ event }) => event === 'presence');
    const all = witness.seen.slice(start);
    const seqs = withIds(all).map(({ id }) => parseEventId(id)?.seq ?? -1);
    const first = parseEventId(all[0]?.id)?.seq ?? -1;
    expect(seqs).toEqual(seqs.map((_, index) => first + 1 + index));
    for (const [index, { id }] of all.entries()) {
      const resumed = await watch('exact', { lastEventId: id });
      expect(withIds(resumed.seen)).toEqual(withIds(all.slice(index + 1)));
      resumed.close();
    }
  });

  it('of another journal, of one that is ahead, or of words that are no id, brings a snapshot', async () => {
    await send('strange', job('r', 'build', 'running'), ...logs('r', 3));
    const { lastEventId } = await watch('strange');
    const seq = parseEventId(lastEventId)?.seq ?? 0;
    const epoch = parseEventId(lastEventId)?.epoch ?? '';
    for (const id of [`zzzzzzzzzz.${seq}`, `${epoch}.${seq + 1}`, `${epoch}.-1`, '../../etc', '']) {
      const viewer = await watch('strange', { lastEventId: id });
      expect(viewer.updates.map(({ snapshot }) => snapshot)).toEqual([true]);
      expect(viewer.lines.length).toBe(3);
    }
  });

  it('over more than the window brings a snapshot, and within it still the exact events', async () => {
    await send('window', job('r', 'build', 'running'));
    const { lastEventId: early } = await watch('window');
    for (let sent = 0; sent < 12_000; sent += 3000) await send('window', ...logs('r', 3000, sent + 1));
    await makeDue('window', 'trim');
    const rows = await inRows('window', (sql) =>
      sql
        .exec<{ type: string; lines: number }>('SELECT type, sum(count) AS lines FROM journal GROUP BY type')
        .toArray(),
    );
    expect(rows.find(({ type }) => type === 'log')?.lines).toBe(12_000);
    expect(rows.find(({ type }) => type === 'pipeline-update')?.lines).toBeLessThan(5);
    const late = await watch('window', { lastEventId: early });
    expect(late.updates.map(({ snapshot }) => snapshot)).toEqual([true]);
    expect(late.lines.length).toBe(200);
    const { lastEventId } = late;
    await send('window', ...logs('r', 2, 12_001));
    const soon = await watch('window', { lastEventId });
    expect(soon.lines.map(({ line }) => line)).toEqual([12_001, 12_002]);
    // The log itself is whole.
    const page = await pipelineObject(env, 'window').logs('window', 'r', EVERYTHING);
    expect(page?.lines.map(({ line }) => line)).toEqual(Array.from({ length: 12_002 }, (_, index) => index + 1));
  });

  it('goes on across eviction, with the socket that slept', async () => {
    await send('asleep', job('r', 'build', 'running'), ...logs('r', 3));
    const viewer = await watch('asleep');
    await evict('asleep');
    await send('asleep', ...logs('r', 2, 4));
    await viewer.until(() => viewer.lines.length === 5);
    expect(viewer.lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
    const ids = viewer.seen.map(({ id }) => parseEventId(id)).filter((id) => id !== null);
    expect(new Set(ids.map(({ epoch }) => epoch)).size).toBe(1);
  });
});

describe('live', () => {
  it('sends a burst in few frames, and nothing twice to one who comes in the middle of it', async () => {
    await send('burst', job('r', 'build', 'running'));
    const early = await watch('burst');
    const frames = early.frames;
    const sending = Array.from({ length: 100 }, (_, index) => send('burst', ...logs('r', 1, index + 1)));
    const middle = await watch('burst', { logs: '2000' });
    await Promise.all(sending);
    for (const viewer of [early, middle]) {
      await viewer.until(() => viewer.lines.length >= 100);
      await viewer.caughtUp();
      expect(viewer.lines.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    }
    expect(early.frames - frames).toBeLessThan(50);
  });

  it('tells the viewers how many they are, when that changes', async () => {
    const first = await watch('default');
    const second = await watch('default');
    await first.until(() => first.seen.some(({ event, data }) => event === 'presence' && data.viewers === 2));
    second.close();
    await first.until(() => {
      const last = first.seen.at(-1);
      return last?.event === 'presence' && last.data.viewers === 1;
    });
    expect((await pipelineObject(env, 'default').state('default'))?.state.viewers).toBe(1);
  });

  it('keeps ten pipelines apart', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `apart-${index}`);
    await Promise.all(names.map((name) => send(name, job(`run-${name}`, 'build', 'running'))));
    const viewers = await Promise.all(names.map((name) => watch(name)));
    await Promise.all(
      names.flatMap((name) =>
        Array.from({ length: 5 }, (_, index) => send(name, ...logs(`run-${name}`, 4, index * 4 + 1))),
      ),
    );
    for (const [index, viewer] of viewers.entries()) {
      const run = `run-apart-${index}`;
      await viewer.until(() => viewer.lines.length === 20);
      expect(new Set(viewer.lines.map((line) => line.run))).toEqual(new Set([run]));
      expect(new Set(viewer.updates.map((update) => `${update.pipeline} ${update.id}`))).toEqual(
        new Set([`apart-${index} ${run}`]),
      );
    }
  });
});

describe('the journal', () => {
  it('folds into the run as it is stored, whatever came in whatever order', async () => {
    await send('fold', { event: 'run', run: 'r', ref: 'main' });
    const viewer = await watch('fold');
    for (let turn = 0; turn < 40; turn++) {
      await send('fold', ...shuffled(turn));
      if (turn === 20) await evict('fold');
    }
    const stored = await runOf('fold', 'r');
    await viewer.caughtUp();
    await viewer.until(() => JSON.stringify(fold(viewer.updates)) === JSON.stringify(stored));
    // And what was held in memory is what the rows say.
    await evict('fold');
    expect(await runOf('fold', 'r')).toEqual(stored);
  });

  it('takes a run of 2,000 jobs, and then writes of it only what an event changes', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => job('big', `job ${index}`, 'queued'));
    await send('many', ...many);
    const viewer = await watch('many');
    const stored = await inRows('many', (sql) => sql.exec('SELECT total_changes() AS n').one()['n']);
    await send('many', job('big', 'job 7', 'running'));
    const written = await inRows('many', (sql) => sql.exec('SELECT total_changes() AS n').one()['n']);
    expect(Number(written) - Number(stored)).toBeLessThan(10);
    await viewer.until(() => viewer.updates.length > 1);
    expect(viewer.updates.at(-1)?.jobs.map(({ id }) => id)).toEqual(['job 7']);
    expect(fold(viewer.updates)).toEqual(await runOf('many', 'big'));
  });
});

describe('an update that is too big for a row', () => {
  it('comes in pieces that make the same run', async () => {
    const steps = Array.from({ length: 300 }, (_, number) => ({
      number,
      name: `step ${number} 漢字`,
      status: 'queued' as const,
    }));
    await send('pieces', { event: 'run', run: 'r', status: 'running' });
    const viewer = await watch('pieces');
    const jobs = Array.from({ length: 100 }, (_, index): PipelineEvent => ({
      ...jobEvent('r', `job ${index}`),
      steps,
    }));
    await send('pieces', ...jobs);
    await viewer.until(() => (fold(viewer.updates)?.jobs.length ?? 0) === 100);
    expect(fold(viewer.updates)).toEqual(await runOf('pieces', 'r'));
    const longest = await inRows(
      'pieces',
      (sql) => sql.exec('SELECT max(octet_length(body)) AS n FROM journal').one()['n'],
    );
    expect(longest).toBeGreaterThan(300_000);
    expect(longest).toBeLessThan(2_000_000);
    // A fresh viewer gets it in one.
    const fresh = await watch('pieces');
    expect(fresh.updates.map(({ jobs: shown }) => shown.length)).toEqual([100]);
  });
});

function fold(updates: Parameters<typeof applyUpdate>[1][]): Run | null {
  return updates.reduce<Run | null>((run, update) => applyUpdate(run, update), null);
}

/** Some events about the same few jobs; the same number gives the same ones. */
function shuffled(turn: number): PipelineEvent[] {
  const pick = (of: number, salt: number) => ((turn + 1) * 7919 + salt * 104_729) % of;
  const name = `job ${pick(6, 1)}`;
  const statuses = ['queued', 'running', 'completed'] as const;
  const status = statuses[pick(3, 2)] ?? 'queued';
  return [
    { ...job('r', name, status), at: 1_700_000_000_000 + pick(1000, 3) },
    { event: 'log', run: 'r', job: name, message: `turn ${turn}\nsecond` },
    { event: 'deployment', run: 'r', deployment: `d${pick(2, 4)}`, status: 'running' },
    {
      event: 'job',
      run: 'r',
      job: `job ${pick(9, 5)}`,
      stage: pick(2, 6) === 0 ? 'extra' : 'testing',
      progress: pick(100, 7),
    },
  ];
}
