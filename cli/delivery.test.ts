import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli, script, startCli, type RunningCli } from './testing/cli.ts';
import { FakePipeline } from './testing/fake-pipeline.ts';

/** A server that is slow, wrong or away: the command must not notice, and nothing may be lost or doubled that can be helped. */

let pipeline: FakePipeline;

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
});

afterEach(() => pipeline.stop());

const args = (...more: string[]) => ['run', '--src', pipeline.src, '--job', 'job', ...more];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
const isLog = ({ method }: { method: string }) => method === 'PATCH';

/** A command that writes `count` lines, goes on when its input says so, writes as many again and fails. */
async function inTwoHalves(count: number, between: () => Promise<void>): Promise<RunningCli> {
  const code = `
    const say = (from) => { for (let i = from; i < from + ${count}; i++) console.log('line ' + i) };
    say(0);
    process.on('SIGUSR2', () => { say(${count}); process.exit(3) });
    console.log('pid ' + process.pid);
    setInterval(() => {}, 1000);
  `;
  const running = startCli(args(...script(code)));
  const [, pid] = await running.printed(/pid (\d+)\n/);
  await between();
  process.kill(Number(pid), 'SIGUSR2');
  return running;
}

const expected = (count: number, pid: RegExp) => [
  ...numbers(count),
  expect.stringMatching(pid) as string,
  ...numbers(2 * count).slice(count),
];

test('a server that dies in the middle and comes back has every line once', async () => {
  const running = await inTwoHalves(1000, async () => {
    await pipeline.until(() => pipeline.messages('job').length > 0);
    await pipeline.stop();
  });
  await running.printed('line 1999');
  await pipeline.start();
  expect((await running.done).code).toBe(3);
  expect(pipeline.messages('job')).toEqual(expected(1000, /^pid/));
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'failure' });
});

test('an answer that is lost on its way does not double the lines', async () => {
  let lost = 0;
  pipeline.fault = (request) => (isLog(request) && request.body !== '' && lost++ < 2 ? 'lose-answer' : undefined);
  const running = await inTwoHalves(100, () => pipeline.until(() => lost > 2));
  expect((await running.done).code).toBe(3);
  expect(pipeline.messages('job')).toEqual(expected(100, /^pid/));
});

test('an event whose answer is lost counts once', async () => {
  let lost = 0;
  pipeline.fault = ({ path }) => (path.endsWith('/events') && lost++ < 1 ? 'lose-answer' : undefined);
  await runCli(args(...script('')));
  expect(pipeline.jobEvents('job').filter(({ status }) => status === 'completed')).toHaveLength(1);
});

test('goes on from where the server says, when it has lost its latest lines', async () => {
  const running = await inTwoHalves(100, async () => {
    await pipeline.until(() => pipeline.messages('job').length > 100);
    const log = pipeline.logs.get('job') ?? Buffer.alloc(0);
    pipeline.logs.set('job', log.subarray(0, log.indexOf('\n', log.length / 2) + 1));
  });
  await running.done;
  expect(pipeline.messages('job')).toEqual(expected(100, /^pid/));
});

test('two commands that write to one log keep all of their lines', async () => {
  const other = (name: string) =>
    script(`
    let i = 0;
    const timer = setInterval(() => { console.log('${name} ' + i); if (++i === 40) clearInterval(timer) }, 20);
  `);
  await Promise.all(['a', 'b'].map((name) => runCli(args('--run', 'r', ...other(name)))));
  for (const name of ['a', 'b']) {
    const own = pipeline.messages('job').filter((message) => message.startsWith(name));
    expect(own).toEqual(Array.from({ length: 40 }, (_, index) => `${name} ${index}`));
  }
});

test.for([500, 503, 429, 408])('tries again after %i', async (status) => {
  let refused = 0;
  pipeline.fault = () => (refused++ < 3 ? status : undefined);
  const { code, stderr } = await runCli(args(...script(`console.log('hello')`)));
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(pipeline.messages('job')).toEqual(['hello']);
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'success' });
});

test.for([
  [401, /token/],
  [403, /does not allow ingest/],
  [404, /no such pipeline/],
  [422, /refused/],
  [308, /redirected/],
] as const)('stops after %i, and says so once', async ([status, why]) => {
  pipeline.fault = () => status;
  const code = `console.log('one'); setTimeout(() => { console.log('two'); process.exit(4) }, 600)`;
  const result = await runCli(args(...script(code)));
  expect(result.code).toBe(4);
  expect(result.stdout.toString()).toBe('one\ntwo\n');
  expect(result.stderr.trim().split('\n')).toEqual([expect.stringMatching(why)]);
  expect(pipeline.requests).toHaveLength(1);
});

test('a server that was never there costs neither the exit code nor more than the deadline', async () => {
  await pipeline.stop();
  const begun = Date.now();
  const { code, stdout, stderr } = await runCli(args(...script(`console.log('done'); process.exitCode = 5`)));
  expect(code).toBe(5);
  expect(stdout.toString()).toBe('done\n');
  expect(stderr).toMatch(/^pipeline-widgets: not everything could be delivered \(.*ECONNREFUSED.*\)\n$/);
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test('a server that never answers is left at the deadline', async () => {
  pipeline.fault = () => 'stall';
  const { code, stderr } = await runCli(args('--flush-timeout', '300ms', ...script('process.exitCode = 6')));
  expect(code).toBe(6);
  expect(stderr).toContain('not everything could be delivered');
});

test('the end is told before the deadline, even when the lines do not get through', async () => {
  pipeline.fault = (request) => (isLog(request) ? 'stall' : undefined);
  await runCli(args('--flush-timeout', '1s', ...script(`console.log('stuck'); process.exitCode = 1`)));
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'failure' });
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'failure' });
});

test('an empty --src reports nothing and runs the command', async () => {
  const { code, stdout } = await runCli(['run', '--src', '', ...script(`console.log('on my own')`)]);
  expect(code).toBe(0);
  expect(stdout.toString()).toBe('on my own\n');
});
