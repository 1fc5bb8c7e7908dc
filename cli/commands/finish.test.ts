import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli, script } from '../testing/cli.ts';
import { FakePipeline } from '../testing/fake-pipeline.ts';

let pipeline: FakePipeline;

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
});

afterEach(() => pipeline.stop());

const finish = (...args: string[]) => runCli(['finish', '--src', pipeline.src, ...args]);
const job = (name: string, code: string) =>
  runCli(['run', '--src', pipeline.src, '--run', 'r', '--job', name, ...script(code)]);

test('ends a run with the conclusion it is given', async () => {
  const { code } = await finish('--run', 'r', '--conclusion', 'cancelled');
  expect(code).toBe(0);
  expect(pipeline.runEvents()).toEqual([
    expect.objectContaining({ run: 'r', status: 'completed', conclusion: 'cancelled' }),
  ]);
});

test('without one, the run went as its worst job', async () => {
  await job('good', '');
  await finish('--run', 'r');
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'success' });
  await job('bad', 'process.exitCode = 1');
  await finish('--run', 'r');
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'failure' });
});

test('a run that cannot be read is neither green nor red', async () => {
  pipeline.fault = ({ method }) => (method === 'GET' ? 403 : undefined);
  const { code, stderr } = await finish('--run', 'r');
  expect(code).toBe(0);
  expect(stderr).toContain('say it with --conclusion');
  expect(pipeline.runEvents()).toEqual([expect.objectContaining({ conclusion: 'neutral' })]);
});

test("ends the CI system's run", async () => {
  const env = { CI_PIPELINE_ID: '31' };
  await runCli(['finish', '--src', pipeline.src, '--conclusion', 'success'], { env });
  expect(pipeline.runEvents()).toEqual([expect.objectContaining({ run: 'gitlab:31', conclusion: 'success' })]);
});

test('asks for a run, and for a conclusion that there is', async () => {
  expect(await finish()).toMatchObject({ code: 2, stderr: expect.stringContaining('--run is missing') as string });
  expect(await finish('--run', 'r', '--conclusion', 'good')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("not 'good'") as string,
  });
});

test('a dead server does not fail the build', async () => {
  await pipeline.stop();
  const { code, stderr } = await finish('--run', 'r', '--conclusion', 'success', '--flush-timeout', '500ms');
  expect(code).toBe(0);
  expect(stderr).toContain('not everything could be delivered');
});
