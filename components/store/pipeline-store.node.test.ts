import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diff, snapshotOf, type LogLine, type LogPage, type Run, type StreamEvent } from '../../protocol/index.ts';
import { endedRun, sampleConfig, sampleLine, sampleLines, sampleRun } from '../shared/testing/sample.ts';
import { createPipelineStore, type PipelineStoreOptions } from './pipeline-store.ts';
import { FakeServer, problem, SRC, until } from './testing/fake-server.ts';
import { jwt } from './testing/jwt.ts';
import type { PipelineStore } from './types.ts';

let server: FakeServer;
let ends: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  ends = [];
});

afterEach(async () => {
  for (const end of ends) end();
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
});

function open(options: Partial<PipelineStoreOptions> = {}): PipelineStore {
  // With 1 the pause before a reconnect is exactly the base, doubled each time.
  const store = createPipelineStore({ src: SRC, fetch: server.fetch, random: () => 1, ...options });
  ends.push(store.subscribe(() => {}));
  return store;
}

const config = (): StreamEvent => ({ event: 'config', data: sampleConfig() });
const update = (run: Run): StreamEvent => ({ event: 'pipeline-update', data: snapshotOf(run) });
const presence = (viewers = 1): StreamEvent => ({ event: 'presence', data: { viewers } });
const log = (line: LogLine): StreamEvent => ({ event: 'log', data: line });

function delta(before: Run, after: Run): StreamEvent {
  const data = diff(before, after);
  if (!data) throw new Error('Nothing changed');
  return { event: 'pipeline-update', data };
}

/** What a fresh viewer gets: only the last event has an id. */
async function greet(run: Run = sampleRun(), lines: readonly LogLine[] = sampleLines(3), seq = 10): Promise<void> {
  await until(() => server.streams.length > 0);
  server.stream.send([config(), update(run), ...lines.map(log)]);
  server.stream.send([presence()], seq);
}

const shown = (store: PipelineStore): number[] => store.getSnapshot().log.lines.map(({ line }) => line);

/** A log as the server has it, page by page. */
function serveLog(run: string, total: number, from = 1): void {
  server.on(`runs/${run}/logs`, ({ query }) => {
    const tail = Number(query['tail'] ?? 0);
    const first = Math.max(tail > 0 ? total - tail + 1 : Number(query['from']), from);
    const count = Math.max(0, Math.min(tail || Number(query['limit']), total - first + 1));
    const next = first + count > total ? null : first + count;
    return Response.json({ lines: sampleLines(count, first, { run }), next, total } satisfies LogPage);
  });
}

describe('a connection', () => {
  it('opens with the first listener and closes a moment after the last', async () => {
    const store = createPipelineStore({ src: `${SRC}/#top`, fetch: server.fetch });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.requests).toHaveLength(0);
    expect(store.getSnapshot().connection).toBe('idle');

    const first = store.subscribe(() => {});
    const second = store.subscribe(() => {});
    expect(store.getSnapshot().connection).toBe('connecting');
    await until(() => store.getSnapshot().connection === 'live');
    expect(server.to('stream')).toHaveLength(1);

    first();
    second();
    await vi.advanceTimersByTimeAsync(900);
    expect(server.stream.cancelled).toBe(false);
    const third = store.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.stream.cancelled).toBe(false);
    third();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.stream.cancelled).toBe(true);
    expect(store.getSnapshot().connection).toBe('idle');
    expect(server.to('stream')).toHaveLength(1);
  });

  it('goes on after the last event it saw, and says nothing of a short break', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    const states: string[] = [];
    ends.push(store.subscribe(() => states.push(store.getSnapshot().connection)));
    server.stream.send([log(sampleLine(4))], 11);
    await until(() => shown(store).length === 4);
    server.stream.fail();
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query['lastEventId']).toBe('e.11');
    server.stream.send([log(sampleLine(4)), log(sampleLine(5))], 11);
    await until(() => shown(store).length === 5);
    expect(shown(store)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(states)).toEqual(new Set(['live']));
  });

  it('is stale when a break lasts, tries again ever more seldom, and is live again after', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().connection === 'live');
    server.on('stream', () => problem(503));
    server.stream.end();
    await until(() => server.stream.body.locked);
    for (const [pause, tries] of [
      [2_000, 2],
      [4_000, 3],
      [8_000, 4],
    ] as const) {
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(server.to('stream')).toHaveLength(tries - 1);
      await vi.advanceTimersByTimeAsync(1);
      await until(() => server.to('stream').length === tries);
    }
    expect(store.getSnapshot()).toMatchObject({ connection: 'stale', run: { number: 42 } });
    server.off('stream');
    await vi.advanceTimersByTimeAsync(16_000);
    await until(() => store.getSnapshot().connection === 'live');
    expect(server.stream.request.query['lastEventId']).toBe('e.10');
  });

  it('waits as long as the server asks: by retry, and by Retry-After', async () => {
    const store = open();
    await until(() => server.streams.length === 1);
    server.stream.write('retry: 500\n\n');
    server.stream.end();
    await until(() => store.getSnapshot().lastHeard !== null);
    server.on('stream', () => new Response(null, { status: 429, headers: { 'retry-after': '60' } }));
    await vi.advanceTimersByTimeAsync(500);
    await until(() => server.to('stream').length === 2);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(server.to('stream')).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_000);
    await until(() => server.to('stream').length === 3);
  });

  it.each([401, 403, 404])('stops at %i with the words of the server, until somebody asks again', async (status) => {
    server.on('stream', () => problem(status, 'No.'));
    const store = open();
    await until(() => store.getSnapshot().connection === 'error');
    expect(store.getSnapshot().error).toMatchObject({ status, detail: 'No.' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(server.to('stream')).toHaveLength(1);
    server.off('stream');
    store.reconnect();
    await until(() => store.getSnapshot().connection === 'live');
    expect(store.getSnapshot().error).toBeNull();
  });

  it('says so when the address is not one of a pipeline', async () => {
    server.on('stream', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }));
    const store = open();
    await until(() => store.getSnapshot().connection === 'error');
    expect(store.getSnapshot().error?.title).toContain('not one of a pipeline');
  });

  it('is still connecting, and says why, while nobody answers', async () => {
    server.on('stream', () => Promise.reject(new TypeError('Failed to fetch')));
    const store = open();
    await until(() => store.getSnapshot().error !== null);
    expect(store.getSnapshot()).toMatchObject({ connection: 'connecting', error: { status: 0 } });
    server.off('stream');
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => store.getSnapshot().connection === 'live');
    expect(store.getSnapshot().error).toBeNull();
  });

  it('notices a line that went dead, and not one that only shows signs of life', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    for (let beat = 0; beat < 5; beat++) {
      await vi.advanceTimersByTimeAsync(25_000);
      const before = store.getSnapshot().lastHeard ?? 0;
      server.stream.write(': heartbeat\n\n');
      await until(() => (store.getSnapshot().lastHeard ?? 0) > before);
    }
    expect(server.streams).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.stream.cancelled).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query['lastEventId']).toBe('e.10');
  });

  it('does not trust a line from before the computer slept', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', page);
    vi.stubGlobal('addEventListener', () => {});
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(server.stream.cancelled).toBe(false);
    // Its clock went on, its timers did not.
    vi.setSystemTime(Date.now() + 3_600_000);
    page.dispatchEvent(new Event('visibilitychange'));
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query['lastEventId']).toBe('e.10');
    vi.unstubAllGlobals();
  });

  it.each(['lagged', 'expired'] as const)('begins anew when the server says that it has %s', async (reason) => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    server.stream.send([{ event: 'reset', data: { reason } }]);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    expect(server.streams[0]?.cancelled).toBe(true);
    expect(server.stream.request.query).not.toHaveProperty('lastEventId');
  });

  it('goes on at once, by id, when the server rotates a stream that was a good one', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    await vi.advanceTimersByTimeAsync(11_000);
    server.stream.send([{ event: 'reset', data: { reason: 'rotated' } }]);
    await vi.advanceTimersByTimeAsync(0);
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query['lastEventId']).toBe('e.10');
    expect(store.getSnapshot().connection).toBe('live');
  });

  it('does not go on over an event that it cannot read', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    server.stream.write('id: e.11\nevent: pipeline-update\ndata: {"id":\n\n');
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query).not.toHaveProperty('lastEventId');
  });

  it('ends when the page goes into the back/forward cache, and goes on by id when it is back', async () => {
    const view = new EventTarget();
    vi.stubGlobal('addEventListener', view.addEventListener.bind(view));
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    view.dispatchEvent(new Event('pagehide'));
    expect(server.stream.cancelled).toBe(true);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(server.streams).toHaveLength(1);
    view.dispatchEvent(new Event('pageshow'));
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query['lastEventId']).toBe('e.10');
    vi.unstubAllGlobals();
  });

  it('carries a token, and asks once more for one when it is not accepted', async () => {
    const tokens = ['old', 'new'];
    server.on('stream', ({ headers }) => {
      if (headers.get('authorization') === 'Bearer old') return problem(401);
      server.off('stream');
      return problem(503);
    });
    const store = open({ token: () => tokens.shift() ?? 'new' });
    await until(() => server.to('stream').length === 2);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => store.getSnapshot().connection === 'live');
    expect(server.to('stream').map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer old',
      'Bearer new',
      'Bearer new',
    ]);
  });

  it('asks once more for a token, and is refused when that is not accepted either', async () => {
    server.on('stream', () => problem(401, 'No.'));
    const token = vi.fn(() => jwt({ sub: 'ada', exp: Date.now() / 1000 + 300, jti: token.mock.calls.length }));
    const store = open({ token });
    await until(() => store.getSnapshot().connection === 'error');
    expect(store.getSnapshot().error).toMatchObject({ status: 401 });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(token).toHaveBeenCalledTimes(2);
    expect(server.to('stream')).toHaveLength(2);
  });

  it('gets a new token before it reconnects with one that has expired', async () => {
    const token = vi.fn(() => jwt({ sub: 'ada', exp: Date.now() / 1000 + 300, jti: token.mock.calls.length }));
    const store = open({ token });
    await until(() => store.getSnapshot().connection === 'live');
    server.on('runs/r42/logs.txt', () => new Response('one\n'));
    expect(await (await store.fetch('runs/r42/logs.txt')).text()).toBe('one\n');
    expect(token).toHaveBeenCalledOnce();
    for (let minutes = 0; minutes < 5; minutes++) {
      server.stream.write(': heartbeat\n\n');
      await until(() => store.getSnapshot().lastHeard === Date.now());
      await vi.advanceTimersByTimeAsync(59_000);
    }
    server.stream.fail();
    await until(() => server.stream.body.locked);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    expect(token).toHaveBeenCalledTimes(2);
    expect(server.stream.request.headers.get('authorization')).toBe(`Bearer ${String(token.mock.results[1]?.value)}`);
  });
});

describe('runs', () => {
  it('follows a run by its changes, and keeps the identity of what did not change', async () => {
    const store = open();
    const before = sampleRun();
    await greet(before);
    await until(() => store.getSnapshot().viewers === 1);
    const first = store.getSnapshot();
    expect(first.run).toEqual(before);

    const listener = vi.fn();
    ends.push(store.subscribe(listener));
    const after = {
      ...before,
      progress: 80,
      jobs: before.jobs.map((job) => (job.id === 'test/22' ? { ...job, progress: 80 } : job)),
    };
    server.stream.send([delta(before, after)], 11);
    await until(() => store.getSnapshot().run?.progress === 80);
    const second = store.getSnapshot();
    expect(second.run).toEqual(after);
    expect(second.run?.stages).toBe(first.run?.stages);
    expect(second.run?.jobs[0]).toBe(first.run?.jobs[0]);
    expect(second.config).toBe(first.config);
    expect(second.log).toBe(first.log);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('keeps identity over a fresh snapshot that says nothing new', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    const before = store.getSnapshot();
    server.stream.send([{ event: 'reset', data: { reason: 'expired' } }]);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    await greet();
    server.stream.send([presence(7)], 11);
    await until(() => store.getSnapshot().viewers === 7);
    expect(store.getSnapshot().run).toBe(before.run);
    expect(store.getSnapshot().config).toBe(before.config);
    expect(store.getSnapshot().log).toBe(before.log);
  });

  it('shows the newest run, and its log alone', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    const next = sampleRun({ id: 'r43', number: 43 });
    server.stream.send([log(sampleLine(1, { run: 'r43' })), update(next), log(sampleLine(4))], 11);
    await until(() => store.getSnapshot().run?.id === 'r43');
    expect(store.getSnapshot().log).toMatchObject({ run: 'r43', total: 1 });
    expect(store.getSnapshot().runs.map(({ id }) => id)).toEqual(['r43', 'r42']);
  });

  it('stays with its run when an older one is heard of late', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    const createdTime = (sampleRun().createdTime ?? 0) - 86_400_000;
    server.stream.send([update(sampleRun({ id: 'r43', number: 43, createdTime }))], 11);
    await until(() => store.getSnapshot().runs.length === 2);
    expect(store.getSnapshot().runs.map(({ id }) => id)).toEqual(['r42', 'r43']);
    expect(store.getSnapshot().run?.id).toBe('r42');
  });

  it('fetches a run of which it only hears a change, and loses none of the changes meanwhile', async () => {
    const store = open();
    const [a, b, c] = [20, 60, 90].map((progress) => sampleRun({ id: 'r44', number: 44, progress })) as [Run, Run, Run];
    let answer: (response: Response) => void = () => {};
    server.on('runs/r44', () => new Promise((resolve) => (answer = resolve)));
    await greet();
    server.stream.send([delta(a, b)], 11);
    await until(() => server.to('runs/r44').length === 1);
    server.stream.send([delta(b, c)], 12);
    await until(() => store.getSnapshot().viewers === 1);
    answer(Response.json(b));
    await until(() => store.getSnapshot().run?.id === 'r44');
    expect(store.getSnapshot().run?.progress).toBe(90);
    expect(server.to('runs/r44')).toHaveLength(1);
  });

  it('asks for a snapshot when it was closed before a run came of which it had heard a change', async () => {
    const store = open();
    const [before, after] = [20, 60].map((progress) => sampleRun({ id: 'r44', number: 44, progress })) as [Run, Run];
    server.on('runs/r44', () => new Promise(() => {}));
    await greet();
    server.stream.send([delta(before, after)], 11);
    await until(() => server.to('runs/r44').length === 1);
    ends.splice(0).forEach((end) => end());
    await vi.advanceTimersByTimeAsync(2_000);
    expect(store.getSnapshot().connection).toBe('idle');
    ends.push(store.subscribe(() => {}));
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query).not.toHaveProperty('lastEventId');
  });

  it('does not keep a run alive that ended while it was away', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    server.stream.send([{ event: 'reset', data: { reason: 'expired' } }]);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    await greet(sampleRun({ id: 'r43', number: 43 }), [], 50);
    await until(() => store.getSnapshot().run?.id === 'r43');
    await until(() => store.getSnapshot().runs.length === 1);
  });

  it('shows an earlier run with its log, and goes back to the newest', async () => {
    const store = open();
    const old = endedRun('failure', { id: 'r7', number: 7 });
    server.on('runs/r7', () => Response.json(old));
    serveLog('r7', 5_000);
    await greet();
    store.showRun('r7');
    expect(store.getSnapshot()).toMatchObject({ run: null, fetching: true, connection: 'live' });
    await until(() => !store.getSnapshot().fetching);
    expect(store.getSnapshot().run).toEqual(old);
    expect(shown(store)[0]).toBe(3_001);
    expect(shown(store).at(-1)).toBe(5_000);
    expect(store.getSnapshot().log.total).toBe(5_000);
    store.showRun(null);
    expect(store.getSnapshot()).toMatchObject({ run: { id: 'r42' }, log: { run: 'r42', total: 3 }, fetching: false });
  });

  it('shows one element an earlier run and the others the newest, over one connection', async () => {
    const store = open();
    server.on('runs/r7', () => Response.json(endedRun('success', { id: 'r7', number: 7 })));
    serveLog('r7', 4);
    await greet();
    const pinned = store.forRun('r7');
    expect(store.forRun('r7')).toBe(pinned);
    const listener = vi.fn();
    ends.push(pinned.subscribe(listener));
    await until(() => pinned.getSnapshot().log.total === 4);
    expect(pinned.getSnapshot().run?.id).toBe('r7');
    expect(store.getSnapshot().run?.id).toBe('r42');
    store.select({ kind: 'job', id: 'build' });
    expect(pinned.getSnapshot().selection).toEqual({ kind: 'job', id: 'build' });
    expect(server.to('stream')).toHaveLength(1);
  });

  it('says that a run does not exist, to the one who asked for it', async () => {
    const store = open();
    await greet();
    const pinned = store.forRun('r0');
    ends.push(pinned.subscribe(() => {}));
    await until(() => pinned.getSnapshot().connection === 'error');
    expect(pinned.getSnapshot()).toMatchObject({ error: { status: 404 }, fetching: false });
    expect(store.getSnapshot().connection).toBe('live');

    server.on('runs/r0', () => Response.json(sampleRun({ id: 'r0', number: 1 })));
    pinned.reconnect();
    await until(() => pinned.getSnapshot().run?.id === 'r0');
    expect(pinned.getSnapshot().error).toBeNull();
  });
});

describe('the log', () => {
  it('fetches the lines that a reconnect has skipped, and shows each line once', async () => {
    const store = open();
    await greet();
    await until(() => shown(store).length === 3);
    serveLog('r42', 900);
    server.stream.send([{ event: 'reset', data: { reason: 'lagged' } }]);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    await greet(sampleRun(), sampleLines(200, 701), 99);
    await until(() => shown(store).length === 900);
    expect(shown(store)).toEqual(sampleLines(900).map(({ line }) => line));
    expect(server.to('runs/r42/logs').map(({ query }) => query)).toEqual([{ from: '4', limit: '697' }]);
  });

  it('is not fetched sooner than the server wants', async () => {
    const store = open();
    await greet();
    await until(() => shown(store).length === 3);
    server.on('runs/r42/logs', () => new Response(null, { status: 429, headers: { 'retry-after': '60' } }));
    server.stream.send([log(sampleLine(10))], 11);
    await until(() => server.to('runs/r42/logs').length === 1);
    serveLog('r42', 10);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(server.to('runs/r42/logs')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    await until(() => shown(store).length === 10);
  });

  it('fetches on when the server was unable for a while, and goes on without lines that it no longer has', async () => {
    const store = open();
    await greet();
    await until(() => shown(store).length === 3);
    server.on('runs/r42/logs', () => problem(503));
    server.stream.send([log(sampleLine(10))], 11);
    await until(() => server.to('runs/r42/logs').length === 1);
    expect(shown(store)).toEqual([1, 2, 3]);
    serveLog('r42', 10, 8);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => shown(store).length === 6);
    expect(shown(store)).toEqual([1, 2, 3, 8, 9, 10]);
  });

  it('of 100,000 lines is shown from its end, at once; what is before is fetched when asked for', async () => {
    const store = open();
    serveLog('r42', 100_000);
    await greet(sampleRun(), sampleLines(200, 99_801));
    await until(() => shown(store).length === 200);
    expect(server.to('runs/r42/logs')).toHaveLength(0);
    await store.loadEarlierLines();
    expect([shown(store)[0], shown(store).length]).toEqual([98_801, 1_200]);
    expect(server.to('runs/r42/logs').map(({ query }) => query)).toEqual([{ from: '98801', limit: '1000' }]);
  });

  it('of 100,000 lines of an earlier run takes one request', async () => {
    const store = open();
    server.on('runs/r7', () => Response.json(endedRun('success', { id: 'r7', number: 7 })));
    serveLog('r7', 100_000);
    await greet();
    store.showRun('r7');
    await until(() => store.getSnapshot().log.total === 100_000);
    expect([shown(store)[0], shown(store).length]).toEqual([98_001, 2_000]);
    expect(server.to('runs/r7/logs').map(({ query }) => query)).toEqual([{ tail: '2000' }]);
  });

  it('begins anew at its end when too much was missed', async () => {
    const store = open();
    await greet();
    await until(() => shown(store).length === 3);
    server.stream.send([{ event: 'reset', data: { reason: 'lagged' } }]);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => server.streams.length === 2);
    await greet(sampleRun(), sampleLines(200, 30_001), 99);
    await until(() => shown(store)[0] === 30_001);
    expect(shown(store)).toHaveLength(200);
    expect(server.to('runs/r42/logs')).toHaveLength(0);
  });

  it('loads earlier lines when asked, one request at a time', async () => {
    const store = open();
    serveLog('r42', 500);
    await greet(sampleRun(), sampleLines(200, 301));
    await until(() => shown(store).length === 200);
    const [first, second] = await Promise.all([store.loadEarlierLines(100), store.loadEarlierLines(100)]);
    expect([first, second]).toEqual([100, 100]);
    expect(shown(store)[0]).toBe(201);
    expect(server.to('runs/r42/logs')).toHaveLength(1);
    expect(await store.loadEarlierLines(1_000)).toBe(200);
    expect(shown(store)).toHaveLength(500);
    expect(await store.loadEarlierLines()).toBe(0);
  });

  it('rejects with the problem when earlier lines cannot be had', async () => {
    const store = open();
    await greet(sampleRun(), sampleLines(5, 301));
    await until(() => shown(store).length === 5);
    server.on('runs/r42/logs', () => problem(503, 'Later.'));
    await expect(store.loadEarlierLines()).rejects.toMatchObject({ problem: { status: 503, detail: 'Later.' } });
  });
});

describe('what was known before', () => {
  let kept: Map<string, string>;

  beforeEach(() => {
    kept = new Map();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
  });
  afterEach(() => void vi.unstubAllGlobals());

  /** A page that knew three lines, and was left. */
  async function leave(options: Partial<PipelineStoreOptions>): Promise<void> {
    const { length } = server.streams;
    const store = open(options);
    await until(() => server.streams.length > length);
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    ends.splice(0).forEach((end) => end());
    await vi.advanceTimersByTimeAsync(1_000);
  }

  it('is shown at once on the next page, which goes on from there', async () => {
    await leave({ remember: true });
    server.on('stream', () => new Promise(() => {}));
    const left = Date.now();
    await vi.advanceTimersByTimeAsync(60_000);
    const store = open({ remember: true });
    await until(() => store.getSnapshot().run !== null);
    expect(store.getSnapshot()).toMatchObject({
      connection: 'connecting',
      config: { title: 'Shop' },
      run: { number: 42 },
    });
    expect(store.getSnapshot().lastHeard).toBeLessThanOrEqual(left);
    expect(shown(store)).toEqual([1, 2, 3]);
    await until(() => server.to('stream').length === 2);
    expect(server.to('stream')[1]?.query['lastEventId']).toBe('e.10');
  });

  it('is not kept unless asked, nor when it is large, and is nobody else’s', async () => {
    await leave({});
    expect(kept.size).toBe(0);
    await leave({ remember: true, token: jwt({ sub: 'ada' }) });
    expect([...kept].join()).not.toContain(jwt({ sub: 'ada' }));
    const bob = open({ remember: true, token: jwt({ sub: 'bob' }) });
    await until(() => bob.getSnapshot().connection === 'live');
    expect(bob.getSnapshot().run).toBeNull();
    expect(server.stream.request.query).not.toHaveProperty('lastEventId');
    kept.clear();
    server.stream.send([config(), update(sampleRun()), log(sampleLine(1, { message: 'x'.repeat(250_000) }))]);
    server.stream.send([presence()], 10);
    await until(() => bob.getSnapshot().viewers === 1);
    ends.splice(0).forEach((end) => end());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept.size).toBe(0);
  });

  it.each([
    ['no storage', () => vi.stubGlobal('sessionStorage', undefined)],
    ['something else in it', () => kept.forEach((_value, key) => kept.set(key, '{"from":null,"to":'))],
  ])('hinders nothing where there is %s', async (_what, spoil) => {
    await leave({ remember: true });
    spoil();
    const store = open({ remember: true });
    await until(() => server.streams.length === 2);
    expect(server.stream.request.query).not.toHaveProperty('lastEventId');
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
  });
});

describe('actions', () => {
  it('trigger, cancel and rerun a run', async () => {
    const store = open();
    const head = { id: 'github:7', number: 43, attempt: 1, status: 'queued', conclusion: null };
    const answer = (): Response => Response.json({ run: head }, { status: 202 });
    for (const path of ['trigger', 'runs/github%3A7/cancel', 'runs/github%3A7/rerun']) server.on(path, answer);
    expect(await store.trigger({ ref: 'main' })).toEqual(head);
    expect(await store.cancel('github:7')).toEqual(head);
    expect(await store.rerun('github:7')).toEqual(head);
    expect(server.to('trigger')[0]).toMatchObject({ method: 'POST', body: { ref: 'main' } });
  });

  it('save the config against the revision that the edit began from, and show it at once', async () => {
    const store = open();
    await greet();
    await until(() => store.getSnapshot().viewers === 1);
    const saved = sampleConfig({ title: 'New', revision: 4 });
    server.on('config', () => Response.json({ config: saved, run: null }));
    await store.saveConfig({ title: 'New' }, 3);
    expect(server.to('config')[0]?.headers.get('if-match')).toBe('"3"');
    expect(store.getSnapshot().config).toEqual(saved);
    await store.saveConfig({ title: 'Newer' }, 4, { trigger: 'false' });
    expect(server.to('config').map(({ query }) => query['trigger'])).toEqual([undefined, 'false']);
  });

  it('reject with what the server says, and with words of our own when it says nothing', async () => {
    const store = open();
    server.on('trigger', () => problem(403, 'This token may not trigger.'));
    await expect(store.trigger()).rejects.toMatchObject({
      name: 'ProblemError',
      message: 'This token may not trigger.',
    });
    server.on('trigger', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(store.trigger()).rejects.toMatchObject({ problem: { status: 0 } });
    server.on('trigger', () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(store.trigger()).rejects.toMatchObject({ problem: { status: 502, title: 'Bad Gateway' } });
    server.on('trigger', () => new Response('ok'));
    await expect(store.trigger()).rejects.toMatchObject({ name: 'ProblemError' });
  });

  it('read the history and the revisions', async () => {
    const store = open();
    server.on('runs', () => Response.json({ runs: [], next: '12' }));
    server.on('config/revisions', () => Response.json({ revisions: [] }));
    expect(await store.history({ limit: 5, before: '20' })).toEqual({ runs: [], next: '12' });
    expect(server.to('runs')[0]?.query).toEqual({ limit: '5', before: '20' });
    expect(await store.revisions()).toEqual([]);
  });
});

it('refuses what is no http(s) URL', () => {
  expect(() => createPipelineStore({ src: 'javascript:alert(1)' })).toThrow(TypeError);
});
