import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCli, script } from './testing/cli.ts';
import { FakePipeline } from './testing/fake-pipeline.ts';

let pipeline: FakePipeline;

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
});

afterEach(() => pipeline.stop());

const run = (code: string) => startCli(['run', '--src', pipeline.src, '--job', 'job', ...script(code)]);

test.for([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)('%s reaches the command, ends with %i and is reported as cancelled', async ([signal, expected]) => {
  const running = run(`
    process.once('${signal}', () => { console.log('got ${signal}'); process.kill(process.pid, '${signal}') });
    console.log('ready');
    setInterval(() => {}, 1000);
  `);
  await running.printed('ready');
  running.process.kill(signal);
  const { code, stdout } = await running.done;
  expect(code).toBe(expected);
  expect(stdout.toString()).toBe(`ready\ngot ${signal}\n`);
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'cancelled' });
  expect(pipeline.runEvents().at(-1)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
});

test('a command that ends well after a signal keeps its exit code', async () => {
  const running = run(
    `process.once('SIGTERM', () => process.exit(0)); console.log('ready'); setInterval(() => {}, 1000)`,
  );
  await running.printed('ready');
  running.process.kill('SIGTERM');
  expect((await running.done).code).toBe(0);
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'cancelled' });
});

test('a command that does not mind a signal goes on', async () => {
  const running = run(`
    process.once('SIGTERM', () => console.log('not now'));
    process.once('SIGHUP', () => process.exit(9));
    console.log('ready');
    setInterval(() => {}, 1000);
  `);
  await running.printed('ready');
  running.process.kill('SIGTERM');
  await running.printed('not now');
  running.process.kill('SIGHUP');
  expect((await running.done).code).toBe(9);
});

test('a command that takes too long is ended, with 124, and reported as timed out', async () => {
  const code = `process.once('SIGTERM', () => { console.log('enough'); process.exit(0) }); setInterval(() => {}, 1000)`;
  const args = ['run', '--src', pipeline.src, '--job', 'job', '--timeout', '1s'];
  const late = await startCli([...args, ...script(code)]).done;
  expect([late.code, late.stdout.toString()]).toEqual([124, 'enough\n']);
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'timed_out', failureReason: 'not done after 1 s' });
  expect(pipeline.runEvents().at(-1)).toMatchObject({ status: 'completed', conclusion: 'timed_out' });
  expect((await startCli([...args.slice(0, -1), '1h', ...script('process.exit(3)')]).done).code).toBe(3);
});

test('a signal ends the wait for a slow server', async () => {
  let asked = 0;
  pipeline.fault = () => ((asked += 1), 'stall');
  const running = startCli([
    ...['run', '--src', pipeline.src, '--job', 'job', '--flush-timeout', '10m'],
    ...script(`console.log('pid ' + process.pid); process.exitCode = 7`),
  ]);
  const [, pid] = await running.printed(/pid (\d+)/);
  await pipeline.until(() => asked > 0);
  await gone(Number(pid));
  running.process.kill('SIGTERM');
  expect((await running.done).code).toBe(7);
});

/** Resolves when there is no such process any more. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
