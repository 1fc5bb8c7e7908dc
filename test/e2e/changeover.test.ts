import { afterAll, beforeAll, expect, it } from 'vitest';
import { livesOf, quiet } from './chaos/quiet.ts';
import { Random } from './chaos/random.ts';
import { NumberedViewer, type Told } from './chaos/viewer.ts';
import { ChaosWorker } from './chaos/worker.ts';
import { NumberedWriter } from './chaos/writer.ts';
import { until } from './server.ts';

/** Viewers whom the pipeline's object has room for, and those who come to its relay while something happens. */
const HERE = 8;
const LATE = 4;

const random = new Random(1);
const told: Told = new Map();
let worker: ChaosWorker;
let writer: NumberedWriter;
let here: NumberedViewer[];
let late: NumberedViewer[];

beforeAll(async () => {
  worker = await ChaosWorker.start(
    { STREAM_HEARTBEAT: '1', VIEWERS_PER_OBJECT: `${HERE}` },
    'test/worker/counted.toml',
  );
  writer = new NumberedWriter(worker.url, random);
  here = await come(HERE);
});

afterAll(async () => {
  for (const viewer of [...here, ...late]) viewer.close();
  await worker.close();
});

async function come(count: number): Promise<NumberedViewer[]> {
  const viewers = Array.from({ length: count }, () => new NumberedViewer(Number(worker.url.port), random, told));
  for (const viewer of viewers) {
    viewer.patient = true;
    viewer.open();
  }
  await until(() => viewers.every(({ position }) => position !== null), 'viewers to be connected');
  return viewers;
}

it('viewers whom a relay streams to itself change to sockets when it is quiet: they miss nothing, and all sleep', async () => {
  await writer.write(1);
  late = await come(LATE);
  const ends = () => late.reduce((sum, viewer) => sum + viewer.ends.rotated, 0);
  // A stream ends after a beat without an event, and lines come while they change over.
  for (let turn = 1; turn <= LATE; turn += 1) {
    await until(() => ends() >= turn, 'a stream to end');
    await writer.write(2);
  }
  // For some seconds after a line they come back to a stream of the relay's own.
  await quiet(late);
  const before = await livesOf(worker.url);
  await writer.write(1);
  await until(() => late.every(({ lines }) => lines.at(-1) === writer.lines), 'everyone to have the last line');
  expect(await livesOf(worker.url)).toEqual({ objects: before.objects + 1, relays: before.relays + 1 });

  // The first line was there when they came.
  const lines = Array.from({ length: writer.lines - 1 }, (_, index) => index + 2);
  expect(late.map((viewer) => viewer.lines)).toEqual(late.map(() => lines));
  for (const { ends, faults } of late) {
    expect(ends.rotated).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  }
  expect(here.map(({ connects }) => connects)).toEqual(here.map(() => 1));
});
