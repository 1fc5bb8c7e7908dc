import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import {
  createSseParser,
  type LogLine,
  type ParsedEvent,
  type PipelineUpdate,
  type Run,
  type StreamEvent,
} from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { relayName } from '../relay/rpc.ts';
import { viewerSocket } from '../stream/viewer-socket.ts';
import { isRefusal, type LogQuery, type Refusal } from './rpc.ts';
import type { TaskKind } from './tasks.ts';

/** What tests of the object have in common: a viewer at the other end of the socket, and a hand on rows and alarm. */

/** Runs play and alarms ring in real time here, on a machine that may have other things to do. */
vi.setConfig({ testTimeout: 30_000 });

export const EVERYTHING: LogQuery = { from: 1, tail: null, limit: 100_000, job: null, stage: null, type: null };

export type Seen = StreamEvent & { id: string };

export class Viewer {
  readonly seen: Seen[] = [];
  closed = false;
  /** How many frames came. */
  frames = 0;
  /** Null for one whose stream comes from a relay itself. */
  readonly socket: WebSocket | null;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | null;
  readonly #parser = createSseParser({ onEvent: (event) => this.seen.push(parsed(event)) });
  readonly #decoder = new TextDecoder();

  constructor({ webSocket, body }: Response) {
    this.socket = webSocket;
    this.#reader = webSocket === null ? ((body as ReadableStream<Uint8Array> | null)?.getReader() ?? null) : null;
    if (webSocket !== null) this.#listen(webSocket);
    else void this.#read();
  }

  #listen(socket: WebSocket): void {
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) this.#take(new Uint8Array(data));
    });
    socket.addEventListener('close', () => (this.closed = true));
    socket.accept();
  }

  async #read(): Promise<void> {
    const read = () => this.#reader?.read().catch(() => undefined); // a cut is an end
    for (let piece = await read(); piece?.value; piece = await read()) this.#take(piece.value);
    this.closed = true;
  }

  #take(frame: Uint8Array): void {
    this.frames += 1;
    this.#parser.push(this.#decoder.decode(frame, { stream: true }));
  }

  get updates(): PipelineUpdate[] {
    return this.seen.flatMap((event) => (event.event === 'pipeline-update' ? [event.data] : []));
  }

  get lines(): LogLine[] {
    return this.seen.flatMap((event) => (event.event === 'log' ? [event.data] : []));
  }

  /** How many viewers it was told that there are. */
  get viewers(): number {
    return this.seen.findLast((event) => event.event === 'presence')?.data.viewers ?? 0;
  }

  get lastEventId(): string {
    return this.seen.at(-1)?.id ?? '';
  }

  async until(holds: () => boolean): Promise<void> {
    await vi.waitFor(() => expect(holds()).toBe(true), { timeout: 10_000, interval: 5 });
  }

  /** Everything that was sent before this call has come: a pong overtakes nothing. */
  async caughtUp(): Promise<void> {
    const pong = new Promise<void>((resolve) => {
      this.socket?.addEventListener('message', ({ data }) => data === 'pong' && resolve());
    });
    this.socket?.send('ping');
    await pong;
  }

  close(): void {
    this.socket?.close(1000, 'done');
    void this.#reader?.cancel();
  }
}

const parsed = ({ event, data, id }: ParsedEvent): Seen => ({ event, data: JSON.parse(data) as unknown, id }) as Seen;

export async function watch(pipeline: string, query: Record<string, string> = {}): Promise<Viewer> {
  const viewer = new Viewer(await connect(pipeline, query));
  await viewer.until(() => viewer.seen.some(({ event }) => event === 'presence'));
  return viewer;
}

export const connect = (pipeline: string, query: Record<string, string> = {}): Promise<Response> =>
  viewerSocket(env, pipeline, query);

/** The answer, which must not be a refusal. */
export function granted<T extends object>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`Refused: ${answer.detail}`);
  return answer;
}

export async function runOf(pipeline: string, id: string): Promise<Run> {
  const run = await pipelineObject(env, pipeline).run(pipeline, id);
  if (run === null) throw new Error(`There is no run ${id}.`);
  return run;
}

export async function ended(pipeline: string, id: string): Promise<Run> {
  await vi.waitFor(async () => expect((await runOf(pipeline, id)).status).toBe('completed'), { timeout: 20_000 });
  return runOf(pipeline, id);
}

const stubOf = (pipeline: string) => env.PIPELINES.getByName(pipeline);
const relayStubOf = (pipeline: string, relay: number) => env.RELAYS.getByName(relayName({ pipeline, relay }));

/** Ends the object at once, in the middle of whatever it does. Its sockets end with it. */
export async function crash(pipeline: string): Promise<void> {
  const aborted = runInDurableObject(stubOf(pipeline), (_instance, state) => state.abort('crash'));
  await expect(aborted).rejects.toThrow('crash');
}

/** Loses all that is in memory, as sleep does. Sockets live on. */
export const evict = (pipeline: string): Promise<void> => evictDurableObject(stubOf(pipeline));

/** The same for a relay. */
export const evictRelay = (pipeline: string, relay: number): Promise<void> =>
  evictDurableObject(relayStubOf(pipeline, relay));

export async function crashRelay(pipeline: string, relay: number): Promise<void> {
  const aborted = runInDurableObject(relayStubOf(pipeline, relay), (_instance, state) => state.abort('crash'));
  await expect(aborted).rejects.toThrow('crash');
}

/** Open sockets that the pipeline's own object holds, or one of its relays. */
export const socketsOf = (pipeline: string, relay?: number): Promise<number> =>
  runInDurableObject(
    relay === undefined ? stubOf(pipeline) : relayStubOf(pipeline, relay),
    (_instance, state) => state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN).length,
  );

export const inRows = <T>(pipeline: string, work: (sql: SqlStorage) => T): Promise<T> =>
  runInDurableObject(stubOf(pipeline), (_instance, state) => work(state.storage.sql));

/** Makes the tasks of a kind due, and rings. The object is evicted first: it must find them in its rows. */
export async function makeDue(pipeline: string, kind: TaskKind): Promise<void> {
  await runInDurableObject(stubOf(pipeline), async (_instance, { storage }) => {
    storage.sql.exec('UPDATE tasks SET due = 1 WHERE kind = ?', kind);
    await storage.setAlarm(Date.now() + 60_000);
  });
  await evict(pipeline);
  await runDurableObjectAlarm(stubOf(pipeline));
}

export const tasksOf = (pipeline: string): Promise<string[]> =>
  inRows(pipeline, (sql) =>
    sql
      .exec<{ kind: string }>('SELECT kind FROM tasks ORDER BY kind')
      .toArray()
      .map(({ kind }) => kind),
  );
