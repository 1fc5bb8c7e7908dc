import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { parseEventId, type LogEvent, type PipelineEvent } from '../../protocol/index.ts';
import {
  crash,
  crashRelay,
  evict,
  evictRelay,
  granted,
  inRows,
  socketsOf,
  watch,
  type Viewer,
} from '../pipeline/testing.ts';
import { pipelineObject, relayObject } from '../pipeline-object.ts';

/** Viewers that one object takes in these tests, as vitest.config.ts says. */
const ROOM = 8;

const send = async (pipeline: string, ...events: PipelineEvent[]) =>
  granted(await pipelineObject(env, pipeline).ingest(pipeline, 'api', events));

const line = (number: number, run = 'r'): LogEvent => ({ event: 'log', run, job: 'j', message: `line ${number}` });

/** A pipeline with a run, and so many viewers who came when nothing happened: all of them have sockets. */
async function watched(pipeline: string, viewers: number): Promise<Viewer[]> {
  await send(pipeline, { event: 'job', run: 'r', job: 'j', status: 'running' });
  await evict(pipeline);
  return Promise.all(Array.from({ length: viewers }, () => watch(pipeline)));
}

/** The seqs of what came after the viewer's snapshot, or after the event that it resumed from. */
function seqsOf({ seen }: Viewer, after?: string): number[] {
  const start = after === undefined ? seen.findIndex(({ event }) => event === 'presence') : -1;
  const news = seen.slice(start + 1).filter(({ event }) => event !== 'presence');
  return news.map(({ id }) => parseEventId(id)?.seq ?? -1);
}

async function headOf(pipeline: string): Promise<number> {
  return inRows(pipeline, (sql) => Number(sql.exec('SELECT max(seq + count - 1) AS head FROM journal').one()['head']));
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Asserts that a viewer has everything from its beginning to the journal's end: once, in order. */
async function expectWhole(pipeline: string, viewer: Viewer, after?: string): Promise<void> {
  const head = await headOf(pipeline);
  await viewer.until(() => parseEventId(viewer.lastEventId)?.seq === head);
  const start = after ?? viewer.seen.find(({ event }) => event === 'presence')?.id;
  expect(seqsOf(viewer, after)).toEqual(range((parseEventId(start)?.seq ?? NaN) + 1, head));
}

const relaysOf = (pipeline: string): Promise<number[]> =>
  inRows(pipeline, (sql) =>
    sql
      .exec<{ relay: number }>('SELECT relay FROM relays ORDER BY relay')
      .toArray()
      .map(({ relay }) => relay),
  );

const viewersOf = async (pipeline: string) => (await pipelineObject(env, pipeline).state(pipeline))?.state.viewers;

describe('more viewers than one object takes', () => {
  it('are held by relays, and get every event once while they come and go', async () => {
    await send('many', { event: 'job', run: 'r', job: 'j', status: 'running' });
    const viewers: Viewer[] = [];
    let number = 0;
    for (let round = 0; round < 24; round += 1) {
      const [viewer] = await Promise.all([
        watch('many'),
        ...Array.from({ length: 4 }, () => send('many', line((number += 1)))),
      ]);
      viewers.push(viewer);
    }
    expect([await viewersOf('many'), await relaysOf('many')]).toEqual([3 * ROOM, [1, 2]]);
    await send('many', ...range(1, 50).map((more) => line(number + more)));
    await send('many', { event: 'job', run: 'r', job: 'j', conclusion: 'success' });
    for (const viewer of viewers) await expectWhole('many', viewer);
    for (const viewer of viewers) viewer.close();
  });

  it('are counted all together, and told so', async () => {
    const viewers = await watched('sum', 20);
    const told = (viewer: Viewer) => viewer.seen.findLast(({ event }) => event === 'presence')?.data;
    for (const viewer of viewers) await viewer.until(() => JSON.stringify(told(viewer)) === '{"viewers":20}');
    expect(await viewersOf('sum')).toBe(20);
    for (const viewer of viewers.slice(-6)) viewer.close();
    for (const viewer of viewers.slice(0, 14)) {
      await viewer.until(() => JSON.stringify(told(viewer)) === '{"viewers":14}');
    }
    await evict('sum');
    expect(await viewersOf('sum')).toBe(14);
  });

  it('see only the run that they asked for', async () => {
    await watched('one', ROOM);
    const viewer = await watch('one', { run: 'r' });
    await send('one', line(1, 'other'), line(1));
    await send('one', line(2), line(2, 'other'));
    await viewer.until(() => viewer.lines.length === 2);
    expect(viewer.lines.map(({ run, message }) => [run, message])).toEqual([
      ['r', 'line 1'],
      ['r', 'line 2'],
    ]);
  });

  it('resume on a relay with exactly what they missed', async () => {
    await watched('resume', ROOM);
    const first = await watch('resume');
    await send('resume', line(1), line(2));
    await expectWhole('resume', first);
    const { lastEventId } = first;
    first.close();
    await send('resume', line(3));
    const second = await watch('resume', { lastEventId });
    await send('resume', line(4));
    await expectWhole('resume', second, lastEventId);
    expect(second.lines.map(({ message }) => message)).toEqual(['line 3', 'line 4']);
  });
});

describe('a viewer who comes to a relay while something happens', () => {
  it('is served without a socket, misses nothing, and is counted until it leaves', async () => {
    await watched('busy', ROOM);
    await send('busy', line(1));
    const viewers = await Promise.all([watch('busy'), watch('busy', { run: 'other' })]);
    expect(viewers.map(({ socket }) => socket)).toEqual([null, null]);
    await send('busy', line(2), line(1, 'other'), line(3));
    const [all, one] = viewers;
    await expectWhole('busy', all);
    await one.until(() => one.lines.length === 1);
    expect(one.lines.map(({ run }) => run)).toEqual(['other']);
    await all.until(() => all.viewers === ROOM + 2);
    one.close();
    await all.until(() => all.viewers === ROOM + 1);
  });

  it('and has fallen out of the journal with its relay is sent away, and gets no hole', async () => {
    await watched('fallen', ROOM);
    await send('fallen', line(1));
    const viewer = await watch('fallen');
    const place = { pipeline: 'fallen', relay: 1 };
    const { seq } = parseEventId(viewer.lastEventId) ?? { seq: NaN };
    await inRows('fallen', (sql) =>
      sql.exec("INSERT OR REPLACE INTO meta (key, value) VALUES ('floor', ?)", `${seq + 10}`),
    );
    await evict('fallen');
    await relayObject(env, place).push(place, [{ head: seq + 20 }], 2);
    await viewer.until(() => viewer.closed);
    expect(parseEventId(viewer.lastEventId)?.seq).toBe(seq);
  });
});

describe('sleep', () => {
  it('of all objects is not noticed: 20 viewers get the next event', async () => {
    const viewers = await watched('sleep', 20);
    await send('sleep', line(1));
    for (const viewer of viewers) await expectWhole('sleep', viewer);
    await evict('sleep');
    for (const relay of [1, 2]) await evictRelay('sleep', relay);
    await send('sleep', line(2));
    for (const viewer of viewers) await expectWhole('sleep', viewer);
    // And again, with a relay that knows only from its sockets where it stands.
    for (const relay of [1, 2]) await evictRelay('sleep', relay);
    await send('sleep', line(3));
    for (const viewer of viewers) await expectWhole('sleep', viewer);
  });

  it('of a relay does not make it forget where it stands when the viewer leaves who had it', async () => {
    const viewers = await watched('keeper', ROOM + 3);
    await send('keeper', line(1));
    for (const viewer of viewers) await expectWhole('keeper', viewer);
    for (let left = 0; left < 2; left += 1) {
      await evictRelay('keeper', 1);
      viewers.splice(ROOM, 1)[0]?.close();
      await vi.waitFor(async () => expect(await socketsOf('keeper', 1)).toBe(2 - left));
      await evictRelay('keeper', 1);
      await send('keeper', line(2 + left));
      for (const viewer of viewers) await expectWhole('keeper', viewer);
    }
  });

  it('of the last viewer’s relay is for good: it is not told anything any more', async () => {
    const viewers = await watched('empty', ROOM + 1);
    await vi.waitFor(async () => expect(await relaysOf('empty')).toEqual([1]));
    viewers.at(-1)?.close();
    await vi.waitFor(async () => expect(await relaysOf('empty')).toEqual([]), { timeout: 10_000 });
    expect(await viewersOf('empty')).toBe(ROOM);
    // And it is taken up again when there is need.
    const again = await watch('empty');
    await send('empty', line(1));
    await expectWhole('empty', again);
  });
});

it('what a relay is told twice, because an answer was lost, it shows once', async () => {
  const viewers = await watched('twice', ROOM + 2);
  await send('twice', line(1));
  for (const viewer of viewers) await expectWhole('twice', viewer);
  const place = { pipeline: 'twice', relay: 1 };
  const again = viewers.at(-1)?.seen.at(-1);
  const event = { seq: await headOf('twice'), run: 'r', text: `id: ${again?.id}\nevent: log\ndata: {}\n\n` };
  expect(await relayObject(env, place).push(place, [{ event }, { event }], 2)).toBe(2);
  await send('twice', line(2));
  for (const viewer of viewers) await expectWhole('twice', viewer);
});

describe('what a relay was not told', () => {
  /** The object forgets its relay for a moment, as if every call to it had failed. */
  async function unheard(pipeline: string, work: () => Promise<unknown>): Promise<void> {
    const rows = await inRows(pipeline, (sql) => sql.exec('SELECT relay, viewers FROM relays').toArray());
    await inRows(pipeline, (sql) => sql.exec('DELETE FROM relays'));
    await evict(pipeline);
    await work();
    await inRows(pipeline, (sql) => {
      for (const { relay, viewers } of rows) sql.exec('INSERT INTO relays VALUES (?, ?)', relay, viewers);
    });
    await evict(pipeline);
  }

  it('it asks for with the next event', async () => {
    const viewers = await watched('gap', ROOM + 2);
    await unheard('gap', () => send('gap', line(1), line(2), line(3)));
    await send('gap', line(4));
    for (const viewer of viewers) await expectWhole('gap', viewer);
  });

  it('it learns when the object wakes up, without an event', async () => {
    const viewers = await watched('silent', ROOM + 2);
    await unheard('silent', () => send('silent', line(1), line(2)));
    await pipelineObject(env, 'silent').state('silent');
    for (const viewer of viewers) await expectWhole('silent', viewer);
  });

  it('and the journal no longer has, its viewers fetch anew: they are sent away, and nobody gets a hole', async () => {
    const viewers = await watched('long', ROOM + 2);
    const [away] = viewers.slice(-1);
    const lastEventId = away?.lastEventId ?? '';
    await unheard('long', async () => {
      for (let sent = 0; sent < 12_000; sent += 3000)
        await send('long', ...range(sent + 1, sent + 3000).map((n) => line(n)));
    });
    await send('long', line(12_001));
    await vi.waitFor(() => expect(viewers.slice(-2).map(({ closed }) => closed)).toEqual([true, true]));
    expect(away?.lines).toEqual([]);
    const back = await watch('long', { lastEventId });
    expect(back.updates.map(({ snapshot }) => snapshot)).toEqual([true]);
    expect(back.lines.at(-1)?.message).toBe('line 12001');
  });
});

describe('a crash', () => {
  it('of a relay cuts off its viewers alone, who resume', async () => {
    const viewers = await watched('relay-crash', ROOM + 4);
    await send('relay-crash', line(1));
    for (const viewer of viewers) await expectWhole('relay-crash', viewer);
    const ids = viewers.slice(ROOM).map(({ lastEventId }) => lastEventId);
    await crashRelay('relay-crash', 1);
    await vi.waitFor(() => expect(viewers.slice(ROOM).every(({ closed }) => closed)).toBe(true));
    expect(viewers.slice(0, ROOM).some(({ closed }) => closed)).toBe(false);
    await send('relay-crash', line(2));
    const back = await Promise.all(ids.map((lastEventId) => watch('relay-crash', { lastEventId })));
    await send('relay-crash', line(3));
    for (const viewer of viewers.slice(0, ROOM)) await expectWhole('relay-crash', viewer);
    for (const [index, viewer] of back.entries()) await expectWhole('relay-crash', viewer, ids[index]);
  });

  it('of the pipeline’s object leaves the viewers of relays where they are, and they miss nothing', async () => {
    const viewers = await watched('root-crash', ROOM + 4);
    await send('root-crash', line(1));
    for (const viewer of viewers) await expectWhole('root-crash', viewer);
    await crash('root-crash');
    await vi.waitFor(() => expect(viewers.slice(0, ROOM).every(({ closed }) => closed)).toBe(true));
    await send('root-crash', line(2));
    for (const viewer of viewers.slice(ROOM)) await expectWhole('root-crash', viewer);
    expect(viewers.slice(ROOM).some(({ closed }) => closed)).toBe(false);
  });
});
