import { afterAll, beforeAll, expect, it } from 'vitest';
import { livesOf, quiet } from './chaos/quiet.ts';
import { Random } from './chaos/random.ts';
import { NumberedViewer, type Told } from './chaos/viewer.ts';
import { ChaosWorker } from './chaos/worker.ts';
import { NumberedWriter } from './chaos/writer.ts';
import { until } from './server.ts';

/** Viewers at the pipeline's object, and at a relay of it. */
const HERE = 20;
const THERE = 10;

const random = new Random(1);
const told: Told = new Map();
let worker: ChaosWorker;
let viewers: NumberedViewer[];
let writer: NumberedWriter;

beforeAll(async () => {
  worker = await ChaosWorker.start(
    { STREAM_HEARTBEAT: '1', VIEWERS_PER_OBJECT: `${HERE}` },
    'test/worker/counted.toml',
  );
  writer = new NumberedWriter(worker.url, random);
  viewers = Array.from({ length: HERE + THERE }, () => new NumberedViewer(Number(worker.url.port), random, told));
  for (const viewer of viewers) {
    viewer.patient = true;
    viewer.open();
  }
  await until(() => viewers.every(({ viewers: count }) => count === HERE + THERE), 'everyone to know of everyone');
});

afterAll(async () => {
  for (const viewer of viewers) viewer.close();
  await worker.close();
});

it('with 20 viewers and more connected all objects sleep through the heartbeats, and wake for the next event', async () => {
  await writer.write(1);
  await until(() => viewers.every(({ lines }) => lines.length === 1), 'everyone to have the first line');
  const before = await livesOf(worker.url);
  await quiet(viewers);
  expect(await livesOf(worker.url)).toEqual(before);

  await writer.write(1);
  await until(() => viewers.every(({ lines }) => lines.length === 2), 'everyone to have the next line');
  expect(await livesOf(worker.url)).toEqual({ objects: before.objects + 1, relays: before.relays + 1 });
  expect(viewers.map(({ connects }) => connects)).toEqual(viewers.map(() => 1));
  expect(viewers.flatMap(({ faults }) => faults)).toEqual([]);
  const state = (await (await fetch(new URL('/api/pipelines/default', worker.url))).json()) as { viewers: number };
  expect(state.viewers).toBe(HERE + THERE);
});

it('viewers who vanish without a word are noticed by the heartbeat', async () => {
  const [witness, ...others] = viewers;
  if (witness === undefined) throw new Error('There is nobody.');
  const beats = witness.heartbeats;
  const vanished = others.filter((_viewer, index) => index % 5 === 0);
  for (const viewer of vanished) viewer.vanish();
  await until(() => witness.viewers === viewers.length - vanished.length, 'the others to be told', 60_000);
  // 1.1 beats of their own, each up to 5/3 of the shortest, a second until a relay says so, and another until all are told.
  expect(witness.heartbeats - beats).toBeLessThanOrEqual(4);
});
