import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connection } from './connection.ts';
import { credentialsOf } from './credentials.ts';
import { JobLog } from './job-log.ts';
import { Masker } from './mask.ts';
import { createNotice } from './notice.ts';
import { Spool } from './spool.ts';
import { FakePipeline } from './testing/fake-pipeline.ts';

let pipeline: FakePipeline;
let connection: Connection;

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
  connection = new Connection({
    src: pipeline.src,
    credentials: credentialsOf(undefined, {}, null, new Masker()),
    notice: createNotice(false),
  });
});

afterEach(async () => {
  connection.close();
  await pipeline.stop();
});

const open = (announced = Promise.resolve(), spool?: Spool) =>
  new JobLog(connection, '/runs/r/jobs/job/log', () => announced, spool);
const line = (message: string) => ({ message, type: 'info' as const, timestamp: 1 });

test('is flushed when the server has all lines, and at once when there are none', async () => {
  const log = open();
  await log.flushed();
  expect(pipeline.requests).toEqual([]);
  log.write([line('one'), line('two')]);
  await log.flushed();
  expect(pipeline.messages('job')).toEqual(['one', 'two']);
});

test('sends nothing before the server knows of the job', async () => {
  let announce = () => {};
  const log = open(new Promise((resolve) => (announce = resolve)));
  log.write([line('one')]);
  const flushed = log.flushed();
  await new Promise((resolve) => setImmediate(resolve));
  expect(pipeline.requests).toEqual([]);
  announce();
  await flushed;
  expect(pipeline.messages('job')).toEqual(['one']);
});

test('when the spool is full, the log says itself how many lines are missing, and where', async () => {
  pipeline.fault = () => 503;
  const log = open(undefined, new Spool(64_000));
  const text = (index: number) => `${String(index)} ${'x'.repeat(900)}`;
  for (let index = 0; index < 100; index += 1) log.write([line(text(index))]);
  pipeline.fault = () => undefined;
  await log.flushed();
  log.write([line('room again')]);
  await log.flushed();

  const messages = pipeline.messages('job');
  const kept = messages.findIndex((message) => message.includes('are missing here'));
  expect(kept).toBeGreaterThan(50);
  expect(messages.slice(0, kept)).toEqual(Array.from({ length: kept }, (_, index) => text(index)));
  expect(messages[kept]).toContain(`${100 - kept} lines are missing here`);
  expect(messages.slice(kept + 1)).toEqual(['room again']);
});

test('a line of only control characters, six times as long as JSON, still gets through', async () => {
  const log = open();
  const message = '\u0001'.repeat(65_536);
  log.write([line('before'), line(message), line('after')]);
  await log.flushed();
  expect(pipeline.messages('job')).toEqual(['before', message, 'after']);
});

test('is not waited for once nothing is sent any more', async () => {
  pipeline.fault = () => 'stall';
  const log = open();
  log.write([line('one')]);
  const flushed = log.flushed();
  connection.close();
  await flushed;
  expect(pipeline.messages('job')).toEqual([]);
});
