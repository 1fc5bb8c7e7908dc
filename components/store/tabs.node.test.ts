import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttp } from './http.ts';
import { createPipelineStore, type PipelineStoreOptions } from './pipeline-store.ts';
import { FakeServer, problem, turn, until } from './testing/fake-server.ts';
import { jwt } from './testing/jwt.ts';
import { Journal } from './testing/journal.ts';
import type { PipelineStore } from './types.ts';

// Node's own locks and channels: stores of one process are to them what tabs of one browser are.

let server: FakeServer;
let journal: Journal;
let src: string;
let ends: (() => void)[];
let tests = 0;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  journal = new Journal(server);
  src = `https://ci.test/api/pipelines/p${++tests}`;
  ends = [];
});

afterEach(async () => {
  for (const end of ends) end();
  await vi.advanceTimersByTimeAsync(2_000);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function tab(options: Partial<PipelineStoreOptions> = {}): PipelineStore & { close(): void } {
  const store = createPipelineStore({ src, fetch: server.fetch, random: () => 1, shared: true, ...options });
  const end = store.subscribe(() => {});
  ends.push(end);
  return Object.assign(store, { close: end });
}

const shown = (store: PipelineStore): number[] => store.getSnapshot().log.lines.map(({ line }) => line);
const isLive = (store: PipelineStore): boolean => store.getSnapshot().connection === 'live';
const knows = (store: PipelineStore): boolean =>
  store.getSnapshot().run?.progress === journal.run.progress && (shown(store).at(-1) ?? 0) === journal.lines.length;
const oneTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Moves the clock until something holds. */
async function eventually(holds: () => boolean): Promise<void> {
  for (let seconds = 0; seconds < 120 && !holds(); seconds++) {
    for (let turns = 0; turns < 20; turns++) await turn();
    await vi.advanceTimersByTimeAsync(500);
  }
  await until(holds);
}

/** The name under which the tabs of this test's pipeline meet. */
async function nameOf(token?: string): Promise<string> {
  return `${(await createHttp({ src, token }).name()) ?? ''}@1`;
}

describe('tabs with one pipeline', () => {
  it('share one stream, and all are told everything', async () => {
    const first = tab();
    await until(() => isLive(first));
    journal.writeLine();
    const others = oneTo(9).map(() => tab());
    await until(() => others.every(knows));
    journal.writeLine();
    journal.progress();
    server.stream.send([{ event: 'presence', data: { viewers: 7 } }]);
    await until(() => [first, ...others].every((store) => knows(store) && store.getSnapshot().viewers === 7));
    for (const store of [first, ...others]) expect(shown(store)).toEqual([1, 2]);
    expect(others[0]?.getSnapshot()).toEqual(first.getSnapshot());
    expect(server.requests).toHaveLength(1);
  });

  it('go on where they are when the one that reads is closed', async () => {
    const first = tab();
    await until(() => isLive(first));
    const second = tab();
    const third = tab();
    journal.writeLine();
    await until(() => [second, third].every(knows));
    first.close();
    journal.writeLine();
    await until(() => [second, third].every(knows));
    await vi.advanceTimersByTimeAsync(1_000);
    journal.writeLine();
    journal.progress();
    await until(() => [second, third].every(knows));
    expect(server.streams.map(({ request }) => request.query['lastEventId'])).toEqual([undefined, 'e.2']);
    expect(server.open).toHaveLength(1);
    for (const store of [second, third]) expect(shown(store)).toEqual([1, 2, 3]);
    expect([second, third].every(isLive)).toBe(true);
  });

  it('hear of a break, and of its end', async () => {
    const [first, second] = [tab(), tab()];
    await until(() => [first, second].every(isLive));
    server.on('stream', () => problem(503));
    server.stream.end();
    await eventually(() => server.to('stream').length === 4 && second.getSnapshot().error !== null);
    expect(second.getSnapshot()).toMatchObject({
      connection: 'stale',
      error: { status: 503 },
      lastHeard: first.getSnapshot().lastHeard,
    });
    server.off('stream');
    const before = Date.now();
    second.reconnect();
    await eventually(() => [first, second].every(isLive));
    // By itself it would have waited for 8 s.
    expect(Date.now() - before).toBeLessThan(4_000);
  });

  it('lose and double nothing, however they come, go, sleep and wake', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant('line' as const) },
      { weight: 2, arbitrary: fc.constant('progress' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('open' as const, 'close' as const, 'cut' as const, 'wait' as const, 'turn' as const),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        server = new FakeServer();
        journal = new Journal(server);
        src = `https://ci.test/api/pipelines/p${++tests}`;
        const open: (PipelineStore & { close(): void })[] = [tab()];
        for (const step of steps) {
          if (step === 'line') journal.writeLine();
          else if (step === 'progress') journal.progress();
          else if (step === 'open') open.push(tab());
          else if (step === 'close' && open.length > 1) open.shift()?.close();
          else if (step === 'cut') server.open.at(-1)?.fail();
          else if (step === 'wait') await vi.advanceTimersByTimeAsync(1_500);
          else await turn();
        }
        await eventually(() => open.every(knows) && server.open.length === 1);
        for (const store of open) {
          const lines = shown(store);
          expect(lines).toEqual(oneTo(journal.lines.length).slice(-lines.length));
          expect(store.getSnapshot().run).toEqual(journal.run);
          store.close();
        }
        await vi.advanceTimersByTimeAsync(2_000);
      }),
      { numRuns: 60 },
    );
  });

  it('know nothing of tabs that show another pipeline', async () => {
    const other = tab({ src: `${src}-other` });
    const store = tab();
    await until(() => [store, other].every(isLive));
    expect(server.open).toHaveLength(2);
  });
});

describe('a tab that leads', () => {
  it('leaves it to another while it sleeps, and is told on waking what it has missed', async () => {
    const view = new EventTarget();
    vi.stubGlobal('addEventListener', view.addEventListener.bind(view));
    const first = tab();
    await until(() => isLive(first));
    vi.stubGlobal('addEventListener', undefined);
    const second = tab();
    journal.writeLine();
    await until(() => knows(second));

    view.dispatchEvent(new Event('pagehide'));
    expect(server.stream.cancelled).toBe(true);
    await until(() => server.streams.length === 2);
    journal.writeLine();
    journal.progress();
    await until(() => knows(second));
    expect(knows(first)).toBe(false);

    view.dispatchEvent(new Event('pageshow'));
    await until(() => knows(first));
    expect(shown(first)).toEqual([1, 2]);
    expect(server.streams).toHaveLength(2);
  });

  it('lets the next one try when it is refused', async () => {
    server.on('stream', ({ headers }) => {
      if (headers.get('authorization') === `Bearer ${jwt({ sub: 'ada', jti: 'bad' })}`) return problem(401);
      server.off('stream');
      return problem(503);
    });
    const bad = tab({ token: jwt({ sub: 'ada', jti: 'bad' }) });
    await until(() => bad.getSnapshot().connection === 'error');
    const good = tab({ token: jwt({ sub: 'ada', jti: 'good' }) });
    await until(() => good.getSnapshot().error?.status === 503);
    await vi.advanceTimersByTimeAsync(2_000);
    await until(() => isLive(good));
    expect(bad.getSnapshot()).toMatchObject({ connection: 'error', error: { status: 401 } });
    bad.reconnect();
    await until(() => isLive(bad));
    expect(server.streams).toHaveLength(1);
  });

  it('loses its lead when it does not answer', async () => {
    // It holds the lock and hears no question, as a page in an endless loop.
    const name = await nameOf();
    const outcome = navigator.locks.request(name, () => new Promise(() => {})).catch((error: Error) => error.name);
    const questions = vi.fn();
    const witness = new BroadcastChannel(name);
    witness.onmessage = questions;
    const store = tab();
    await until(() => questions.mock.calls.length > 0);
    witness.close();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(store.getSnapshot().connection).toBe('connecting');
    expect(server.streams).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    await until(() => isLive(store));
    expect(await outcome).toBe('AbortError');
  });

  it('is asked when it has been silent for long, and keeps the lead if it answers', async () => {
    const name = await nameOf();
    let answers = true;
    const questions: unknown[] = [];
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => {
      questions.push(data);
      const news = { from: null, to: null, events: [], heard: null, state: 'live', error: null };
      if (answers) channel.postMessage(news);
    };
    void navigator.locks.request(name, () => new Promise(() => {})).catch(() => {});
    const store = tab();
    await until(() => isLive(store));
    for (const count of [2, 3]) {
      await vi.advanceTimersByTimeAsync(30_000);
      await until(() => questions.length === count);
      await turn();
    }
    expect(server.streams).toHaveLength(0);
    answers = false;
    await vi.advanceTimersByTimeAsync(40_000);
    await until(() => server.streams.length === 1);
    channel.close();
  });

  it('that was robbed of it follows, and adds nothing of its own', async () => {
    const robbed = tab();
    await until(() => isLive(robbed));
    journal.writeLine();
    await until(() => knows(robbed));
    const robber = navigator.locks.request(
      await nameOf(),
      { steal: true },
      () => new Promise<void>((resolve) => ends.push(resolve)),
    );
    await until(() => server.stream.cancelled);
    journal.writeLine();
    await turn();
    expect(shown(robbed)).toEqual([1]);
    ends.pop()?.();
    await robber;
    await until(() => knows(robbed));
    expect(server.stream.request.query['lastEventId']).toBe('e.1');
  });
});

describe('who shares', () => {
  it.each([
    ['the same person with another token', { sub: 'ada', jti: '1', exp: 1 }, { sub: 'ada', jti: '2', exp: 2 }, 1],
    ['another person', { sub: 'ada' }, { sub: 'bob' }, 2],
    [
      'the same person for another purpose',
      { sub: 'ada', scope: ['view'] },
      { sub: 'ada', scope: ['view', 'config'] },
      2,
    ],
    ['nobody by name', { jti: '1' }, { jti: '2' }, 2],
    ['a person and everyone', { sub: 'ada' }, null, 2],
  ])('%s: %j and %j', async (_who, one, other, streams) => {
    const stores = [one, other].map((claims) => tab({ token: claims ? jwt(claims) : undefined }));
    await until(() => stores.every(isLive));
    expect(server.open).toHaveLength(streams);
  });

  it('functions that get tokens of one person do, those of opaque tokens do not', async () => {
    let count = 0;
    const ada = (): string => jwt({ sub: 'ada', jti: String(count++) });
    const opaque = (): string => `opaque-${count++}`;
    const stores = [ada, ada, opaque, opaque].map((token) => tab({ token }));
    await until(() => stores.every(isLive));
    expect(server.open).toHaveLength(3);
  });

  it('not who becomes another person: what comes for them is for nobody else', async () => {
    let sub = 'ada';
    const changing = tab({ token: () => jwt({ sub, exp: 0 }) });
    await until(() => isLive(changing));
    const ada = tab({ token: jwt({ sub: 'ada' }) });
    await until(() => isLive(ada));
    sub = 'bob';
    server.stream.fail();
    await vi.advanceTimersByTimeAsync(4_000);
    await until(() => server.open.length === 2 && isLive(changing));
    const [bobs] = server.open.filter(
      ({ request }) => request.headers.get('authorization') === `Bearer ${jwt({ sub, exp: 0 })}`,
    );
    bobs?.send([{ event: 'presence', data: { viewers: 99 } }]);
    await until(() => changing.getSnapshot().viewers === 99);
    expect(ada.getSnapshot().viewers).toBe(1);
    expect(bobs?.request.query).not.toHaveProperty('lastEventId');
  });

  it.each([
    ['has no locks', () => vi.stubGlobal('navigator', {})],
    [
      'forbids them',
      () =>
        vi.stubGlobal('navigator', {
          locks: { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) },
        }),
    ],
    [
      'has no channels',
      () =>
        vi.stubGlobal(
          'BroadcastChannel',
          class {
            constructor() {
              throw new DOMException('No.', 'SecurityError');
            }
          },
        ),
    ],
  ])('nobody where the browser %s: each has a stream of its own', async (_what, forbid) => {
    forbid();
    const stores = [tab(), tab()];
    await until(() => stores.every(isLive));
    expect(server.open).toHaveLength(2);
    journal.writeLine();
    await until(() => stores.every(knows));
  });
});
