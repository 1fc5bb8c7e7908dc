import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, call, newPipeline, problemOf, send, tokenFor } from '../../test/worker/api.ts';
import {
  applyUpdate,
  createSseParser,
  type ConfigDocument,
  type LogLine,
  type ParsedEvent,
  type PipelineState,
  type PipelineUpdate,
  type Run,
} from '../../protocol/index.ts';
import { signingKeys } from '../auth/secrets.ts';
import { signToken } from '../auth/tokens.ts';

type Target = Awaited<ReturnType<typeof newPipeline>>;

const open: ReadableStreamDefaultReader<Uint8Array>[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.cancel()));
});

/** A viewer as a page is one: `until` reads on to the first event that is asked for, and keeps all that came before. */
async function watch(path: string, headers: Record<string, string> = {}) {
  const response = await call(path, { headers });
  expect(response.status).toBe(200);
  if (response.body === null) throw new Error('The stream has no body.');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  open.push(reader);
  const decoder = new TextDecoder();
  const events: ParsedEvent[] = [];
  let retry = 0;
  const parser = createSseParser({ onEvent: (event) => events.push(event), onRetry: (ms) => (retry = ms) });
  let read = 0;
  async function until(wanted: (event: ParsedEvent) => boolean): Promise<ParsedEvent> {
    for (;;) {
      for (; read < events.length; read += 1) {
        const event = events[read];
        if (event && wanted(event)) {
          read += 1;
          return event;
        }
      }
      const { value, done } = await reader.read();
      if (done) throw new Error('The stream ended.');
      parser.push(decoder.decode(value, { stream: true }));
    }
  }
  return { response, events, until, retry: () => retry, leave: () => reader.cancel() };
}

const dataOf = <T>(event: ParsedEvent): T => JSON.parse(event.data) as T;
const named = (name: string) => (event: ParsedEvent) => event.event === name;
const line = (message: string) => (event: ParsedEvent) =>
  event.event === 'log' && dataOf<LogLine>(event).message === message;
const messagesIn = (events: readonly ParsedEvent[]) =>
  events.filter(named('log')).map((e) => dataOf<LogLine>(e).message);

const say = async ({ base, headers }: Target, ...messages: string[]) => {
  const events = messages.map((message) => ({ event: 'log', run: 'r1', job: 'j', message }));
  expect((await send('POST', `${base}/events`, events, { headers })).status).toBe(202);
};

describe('the stream', () => {
  it('is one that proxies leave alone', async () => {
    const { base } = await newPipeline();
    const { response, until, retry } = await watch(`${base}/stream`);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    await until(named('config'));
    expect(retry()).toBeGreaterThanOrEqual(1000);
  });

  it('begins with what is, and goes on with what happens', async () => {
    const target = await newPipeline({ title: 'Shop' });
    await say(target, 'before');
    const viewer = await watch(`${target.base}/stream`);
    expect(dataOf<ConfigDocument>(await viewer.until(named('config')))).toMatchObject({ title: 'Shop' });
    expect(dataOf<PipelineUpdate>(await viewer.until(named('pipeline-update')))).toMatchObject({
      id: 'r1',
      snapshot: true,
    });
    await viewer.until(line('before'));
    await say(target, 'after');
    await viewer.until(line('after'));
    expect(messagesIn(viewer.events)).toEqual(['before', 'after']);
  });

  it('takes a viewer to the very run that a reader gets', async () => {
    const target = await newPipeline();
    const viewer = await watch(`${target.base}/stream`);
    const tell = (event: Record<string, unknown>) =>
      send('POST', `${target.base}/events`, { run: 'r1', ...event }, { headers: target.headers });
    await tell({ event: 'run', status: 'running' });
    await tell({ event: 'job', job: 'build', status: 'running', progress: 40 });
    await tell({ event: 'job', job: 'build', conclusion: 'success' });
    await tell({ event: 'run', conclusion: 'success' });
    let run: Run | null = null;
    await viewer.until((event) => {
      if (event.event === 'pipeline-update') run = applyUpdate(run, dataOf<PipelineUpdate>(event));
      return run?.status === 'completed';
    });
    expect(run).toEqual(await bodyOf<Run>(await call(`${target.base}/runs/r1`)));
  });

  it('shows a saved config to who has the page open', async () => {
    const target = await newPipeline({ title: 'One' });
    const viewer = await watch(`${target.base}/stream`);
    await viewer.until(named('config'));
    const headers = { ...target.headers, 'if-match': '"1"' };
    await send('POST', `${target.base}/config?trigger=false`, { title: 'Two' }, { headers });
    expect(dataOf<ConfigDocument>(await viewer.until(named('config')))).toMatchObject({ revision: 2, title: 'Two' });
  });

  it('has the default pipeline at the short address', async () => {
    const viewer = await watch('/api/stream');
    await viewer.until(named('config'));
  });

  it('opens for a token in the query where it is private', async () => {
    const { slug, base } = await newPipeline({ visibility: 'private' });
    await problemOf(await call(`${base}/stream`), 401);
    const viewer = await watch(`${base}/stream?token=${await tokenFor(slug, 'view')}`);
    await viewer.until(named('config'));
  });

  it.each(['logs=-1', 'logs=2001', 'logs=many', 'run=%00'])('is refused for %s', async (query) => {
    await problemOf(await call(`/api/stream?${query}`), 400);
  });

  it('counts its viewers, and stops when they leave', async () => {
    const target = await newPipeline();
    const viewers = async () => (await bodyOf<PipelineState>(await call(target.base))).viewers;
    const [first, second] = [await watch(`${target.base}/stream`), await watch(`${target.base}/stream`)];
    expect(await viewers()).toBe(2);
    await first.leave();
    await expect.poll(viewers).toBe(1);
    await second.leave();
    await expect.poll(viewers).toBe(0);
  });
});

describe('a viewer that was away', () => {
  it.each([
    ['as an EventSource says it', (id: string) => ({ query: '', headers: { 'last-event-id': id } })],
    ['in the query', (id: string) => ({ query: `?lastEventId=${id}`, headers: {} })],
    [
      'in both, the header being newer',
      (id: string) => ({ query: '?lastEventId=old.1', headers: { 'last-event-id': id } }),
    ],
  ])('gets exactly what it missed (%s)', async (_how, resume) => {
    const target = await newPipeline();
    const first = await watch(`${target.base}/stream`);
    await say(target, 'one', 'two');
    const last = await first.until(line('two'));
    await first.leave();

    await say(target, 'three');
    await say(target, 'four', 'five');
    const { query, headers } = resume(last.id);
    const second = await watch(`${target.base}/stream${query}`, headers);
    await say(target, 'six');
    await second.until(line('six'));
    expect(messagesIn(second.events)).toEqual(['three', 'four', 'five', 'six']);
    expect(second.events.filter(named('config'))).toEqual([]);
  });

  it('loses nothing and gets nothing twice, wherever its connection breaks while lines pour in', async () => {
    const target = await newPipeline();
    const all = Array.from({ length: 60 }, (_, index) => `line ${index}`);
    const pouring = (async () => {
      for (let at = 0; at < all.length; at += 3) await say(target, ...all.slice(at, at + 3));
    })();
    const seen: string[] = [];
    let id = '';
    for (let connects = 0; seen.at(-1) !== all.at(-1); connects += 1) {
      expect(connects).toBeLessThan(100);
      const viewer = await watch(`${target.base}/stream?logs=2000`, id === '' ? {} : { 'last-event-id': id });
      // A few events a connection: it breaks in the middle of replay and of what is live.
      let events = 0;
      await viewer.until((event) => {
        if (event.event === 'log') seen.push(dataOf<LogLine>(event).message);
        if (event.id !== '') id = event.id;
        events += 1;
        // A fresh viewer has no id to resume from before the snapshot is through.
        return seen.at(-1) === all.at(-1) || (event.id !== '' && events >= 4);
      });
      await viewer.leave();
    }
    await pouring;
    expect(seen).toEqual(all);
  });

  it.each(['nonsense', 'zzzz.5', '.', '\u0001'])('starts anew with an id that is not ours: %j', async (id) => {
    const target = await newPipeline();
    await say(target, 'one');
    const viewer = await watch(`${target.base}/stream?lastEventId=${encodeURIComponent(id)}`);
    await viewer.until(line('one'));
    expect(viewer.events.filter(named('config'))).toHaveLength(1);
  });
});

it('pipelines do not hear each other', async () => {
  const targets = await Promise.all(Array.from({ length: 10 }, () => newPipeline()));
  const viewers = await Promise.all(targets.map(({ base }) => watch(`${base}/stream`)));
  await Promise.all(targets.map((target) => say(target, `of ${target.slug}`, 'end')));
  for (const [index, viewer] of viewers.entries()) {
    await viewer.until(line('end'));
    expect(messagesIn(viewer.events)).toEqual([`of ${targets[index]?.slug ?? ''}`, 'end']);
  }
});

it('a token of another pipeline opens no private stream', async () => {
  const { base } = await newPipeline({ visibility: 'private' });
  await problemOf(await call(`${base}/stream`, { headers: bearer(await tokenFor('another', 'view')) }), 403);
});

it('a private stream ends with the token that opened it', async () => {
  const { slug, base } = await newPipeline({ visibility: 'private' });
  const [key] = signingKeys(env, slug);
  if (key === undefined) throw new Error('The tests have no AUTH_SECRET.');
  const { token } = await signToken({ pipeline: slug, scope: ['view'], expiresIn: 2 }, key);
  const viewer = await watch(`${base}/stream`, bearer(token));
  const reset = await viewer.until(named('reset'));
  expect(dataOf(reset)).toEqual({ reason: 'rotated' });
  await expect(viewer.until(() => false)).rejects.toThrow('The stream ended.');
});
