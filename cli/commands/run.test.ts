import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli, script, startCli } from '../testing/cli.ts';
import { FakePipeline } from '../testing/fake-pipeline.ts';

let pipeline: FakePipeline;

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
});

afterEach(() => pipeline.stop());

const run = (...args: string[]) => runCli(['run', '--src', pipeline.src, '--job', 'job', ...args]);

test('passes every byte on unchanged, each to its own output', async () => {
  const code = `
    const bytes = Buffer.from([0x00, 0xff, 0xc3, 0x28, 0x0d, 0x0a, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0xf0, 0x9f]);
    process.stdout.write(bytes);
    process.stderr.write(Buffer.from(bytes).reverse());
  `;
  const { code: exit, stdout, stderr } = await run(...script(code));
  expect(exit).toBe(0);
  expect([...stdout]).toEqual([0x00, 0xff, 0xc3, 0x28, 0x0d, 0x0a, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0xf0, 0x9f]);
  expect(stderr).toBe(Buffer.from([...stdout].reverse()).toString());
});

test('passes 5 MB on whole, and sends every line of them', async () => {
  const code = `for (let i = 0; i < 50000; i++) console.log(String(i).padStart(99, '.'))`;
  const { stdout } = await run(...script(code));
  const lines = stdout.toString().split('\n');
  expect(stdout.length).toBe(5_000_000);
  expect(lines.at(-2)).toBe('49999'.padStart(99, '.'));
  expect(pipeline.messages('job')).toEqual(lines.slice(0, -1));
});

test('reports lines as they come, not at the end', async () => {
  const running = startCli([
    ...['run', '--src', pipeline.src, '--job', 'job'],
    ...script(`console.log('early'); process.stdin.resume(); setInterval(() => {}, 1000)`),
  ]);
  await pipeline.until(() => pipeline.messages('job').includes('early'));
  expect(pipeline.ending('job')).toBeUndefined();
  running.process.kill('SIGTERM');
  await running.done;
});

test('keeps colours, shows the last line without an end, and mends what is no UTF-8', async () => {
  await run(
    ...script(
      `process.stdout.write('\\u001b[31mred\\u001b[0m\\r\\n'); process.stdout.write(Buffer.from([0x61, 0xff, 0x62]))`,
    ),
  );
  expect(pipeline.messages('job')).toEqual(['\u001b[31mred\u001b[0m', 'a\ufffdb']);
});

test('is one job of a matrix, and the one that the CI system knows by its id', async () => {
  await run('--matrix', '{"node": 18, "os": {"name": "linux", "arch": "x64"}}', '--job-id', '4711', ...script(''));
  const jobs = pipeline.events.filter(({ event }) => event === 'job');
  expect(jobs.length).toBeGreaterThan(1);
  for (const job of jobs) {
    expect(job).toMatchObject({ job: 'job (18, linux, x64)', externalId: '4711', nickname: true });
  }
  await run('--matrix', 'null', '--job-id', '', ...script(''));
  expect(pipeline.events.at(-1)).not.toHaveProperty('externalId');
  expect((await run('--matrix', '{', ...script(''))).code).toBe(2);
});

test('asks the command for colours, unless told otherwise', async () => {
  const print = script(`console.log(process.env.FORCE_COLOR ?? 'no')`);
  const env = { NO_COLOR: '1' };
  expect((await run(...print)).stdout.toString()).toBe('1\n');
  expect((await run('--no-color', ...print)).stdout.toString()).toBe('no\n');
  expect((await runCli(['run', '--src', pipeline.src, ...print], { env })).stdout.toString()).toBe('no\n');
});

test('a line on stderr is an error only when it looks like one', async () => {
  await run(
    ...script(`console.error('Compiling'); console.error('error: no such file'); console.error('warning: old')`),
  );
  expect(pipeline.lines('job').map(({ type }) => type)).toEqual(['info', 'error', 'warn']);
});

test('tells the whole life of its own run', async () => {
  const { code } = await run('--stage', 'building', '--needs', 'lint, types', '--title', 'A test', ...script(''));
  expect(code).toBe(0);
  const runs = pipeline.runEvents();
  const jobs = pipeline.jobEvents('job');
  expect(new Set([...runs, ...jobs].map((event) => event.run)).size).toBe(1);
  expect(runs[0]).toMatchObject({ status: 'running', trigger: 'cli' });
  expect(runs).toContainEqual(expect.objectContaining({ title: 'A test' }));
  expect(runs.at(-1)).toMatchObject({ status: 'completed', conclusion: 'success' });
  expect(jobs[0]).toMatchObject({ stage: 'building', needs: ['lint', 'types'] });
  expect(jobs.map(({ status }) => status)).toEqual([undefined, 'running', 'completed']);
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'success', endTime: expect.any(Number) as number });
});

test('keeps the exit code and says why the command failed', async () => {
  const { code } = await run(
    ...script(`console.error('TypeError: x is not a function'); console.log('bye'); process.exit(3)`),
  );
  expect(code).toBe(3);
  const failureReason = 'exit code 3: TypeError: x is not a function';
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'failure', failureReason });
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'failure', failureReason });
});

test('the log is whole before the job has ended, and the job before the run', async () => {
  await run(...script(`for (let i = 0; i < 2000; i++) console.log(i)`));
  const lastLines = pipeline.requests.findLastIndex(({ method }) => method === 'PATCH');
  const tells = (event: string) =>
    pipeline.requests.findIndex(({ body }) => new RegExp(`{"event":"${event}"[^}]*"status":"completed"`).test(body));
  expect(lastLines).toBeLessThan(tells('job'));
  expect(tells('job')).toBeLessThan(tells('run'));
  expect(tells('run')).toBe(pipeline.requests.length - 1);
});

test.for([
  ['SIGKILL', 137],
  ['SIGSEGV', 139],
] as const)('a command that dies of %s fails with %i', async ([signal, expected]) => {
  const { code } = await run(...script(`process.kill(process.pid, '${signal}')`));
  expect(code).toBe(expected);
  expect(pipeline.ending('job')).toMatchObject({ conclusion: 'failure', failureReason: `killed by ${signal}` });
});

test('a command that does not exist ends with 127, one that may not be run with 126, as in a shell', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cli-')), 'not-executable');
  writeFileSync(file, '', { mode: 0o600 });
  const missing = await run('--', 'no-such-program-anywhere');
  expect(missing.code).toBe(127);
  expect(missing.stderr).toContain('command not found: no-such-program-anywhere');
  expect(pipeline.ending('job')).toMatchObject({
    conclusion: 'failure',
    failureReason: 'command not found: no-such-program-anywhere',
  });
  expect((await run('--', file)).code).toBe(126);
});

test('joins a run without ending it', async () => {
  await run('--run', 'release-1', ...script(''));
  expect(pipeline.ending('job')).toMatchObject({ run: 'release-1', conclusion: 'success' });
  expect(pipeline.runEvents().map(({ status }) => status)).toEqual([undefined]);
});

test("joins the CI system's run with what is known of it", async () => {
  const env = {
    GITHUB_RUN_ID: '289782451',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_REF_NAME: 'main',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo/shop',
  };
  await runCli(['run', '--src', pipeline.src, '--job', 'job', ...script('')], { env });
  expect(pipeline.runEvents()).toEqual([
    expect.objectContaining({
      run: 'github:289782451',
      attempt: 2,
      ref: 'main',
      sha: env.GITHUB_SHA,
      url: 'https://github.com/octo/shop/actions/runs/289782451',
    }),
  ]);
  expect(pipeline.ending('job')).toMatchObject({ run: 'github:289782451', attempt: 2 });
});

test('a second command for the same job adds to its log', async () => {
  await run('--run', 'r', ...script(`console.log('first, the longer one')`));
  await run('--run', 'r', ...script(`console.log('second')`));
  expect(pipeline.messages('job')).toEqual(['first, the longer one', 'second']);
});

test('the job is named after the command line, and without it has no secrets', async () => {
  const env = { DEPLOY_TOKEN: 'hunter2hunter2' };
  await runCli(['run', '--src', pipeline.src, '--', '/bin/echo', 'to', 'hunter2hunter2'], { env });
  expect(pipeline.ending('echo to ***')).toBeDefined();
});

test('what looks like a secret is hidden in what is sent, and only there', async () => {
  const env = { NPM_TOKEN: 's3cr3t-value' };
  const code = `
    console.log('token s3cr3t-value');
    console.log('::add-mask::learned-later');
    console.error('Error: learned-later refused');
    process.stdout.write('cut s3cr');
    setTimeout(() => { process.stdout.write('3t-value here'); process.exitCode = 1 }, 50);
  `;
  const { stdout } = await runCli(['run', '--src', pipeline.src, '--job', 'job', ...script(code)], { env });
  expect(stdout.toString()).toBe('token s3cr3t-value\n::add-mask::learned-later\ncut s3cr3t-value here');
  expect(pipeline.messages('job').toSorted()).toEqual([
    '::add-mask::***',
    'Error: *** refused',
    'cut *** here',
    'token ***',
  ]);
  expect(pipeline.requests.map(({ body }) => body).join()).not.toMatch(/s3cr3t-value|learned-later/);
});

test('sends the token from the flag or from the environment', async () => {
  const env = { PIPELINE_WIDGETS_SRC: pipeline.src, PIPELINE_WIDGETS_TOKEN: 'from-env' };
  await run('--token', 'from-flag', ...script(''));
  expect(new Set(pipeline.requests.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer from-flag']));
  pipeline.requests.length = 0;
  await runCli(['run', ...script('')], { env });
  expect(new Set(pipeline.requests.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer from-env']));
});

test('does not wait for a program that the command leaves in the background', async () => {
  const marker = 'still here';
  const code = `
    const { spawn } = require('node:child_process');
    const left = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { detached: true, stdio: 'inherit' });
    left.unref();
    console.log('${marker} ' + left.pid);
  `;
  const { code: exit, stdout } = await run(...script(code));
  process.kill(Number(stdout.toString().split(' ').at(-1)), 'SIGKILL');
  expect(exit).toBe(0);
  expect(pipeline.messages('job').join()).toContain(marker);
});

test('gives the command a pipe as a shell does: /dev/stderr can be opened, and nothing is lost by an early exit', async () => {
  const copied = await run('--', 'sh', '-c', 'echo copied | tee /dev/stderr');
  expect([copied.stdout.toString(), copied.stderr]).toEqual(['copied\n', 'copied\n']);
  const early = await run(...script(`for (let i = 0; i < 2000; i++) console.log('line ' + i); process.exit()`));
  expect(early.stdout.toString().split('\n').at(-2)).toBe('line 1999');
});

test('the command notices when nobody reads its output any more', async () => {
  const running = startCli(['run', '--src', pipeline.src, '--job', 'endless', '--', 'yes']);
  await running.printed('y');
  running.process.stdout?.destroy();
  expect((await running.done).code).toBe(141);
  expect(pipeline.ending('endless')).toMatchObject({ failureReason: 'killed by SIGPIPE' });
});
