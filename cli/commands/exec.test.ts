import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli, startCli } from '../testing/cli.ts';
import { FakePipeline } from '../testing/fake-pipeline.ts';

let pipeline: FakePipeline;
let folder: string;

beforeEach(async () => {
  pipeline = await new FakePipeline().start();
  folder = mkdtempSync(join(tmpdir(), 'cli-exec-'));
});

afterEach(async () => {
  await pipeline.stop();
  rmSync(folder, { recursive: true });
});

function file(content: unknown): string {
  const path = join(folder, 'pipeline.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const command = (jobs: unknown, ...more: string[]) => [
  'exec',
  '--src',
  pipeline.src,
  ...more,
  file({ title: 'Release', jobs }),
];
const exec = (jobs: unknown, ...more: string[]) => runCli(command(jobs, ...more), { cwd: folder });
const node = (code: string) => [process.execPath, '-e', code];

test('runs jobs in the order of their needs, as one run', async () => {
  const { code, stderr } = await exec([
    { id: 'deploy', stage: 'deploying', command: 'test -f built && test -f tested', needs: ['test'] },
    { id: 'test', stage: 'testing', command: 'test -f built && touch tested', needs: ['build'] },
    { id: 'build', name: 'Build it', stage: 'building', command: 'touch built' },
  ]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/✓ build: success .*\n.*✓ test: success .*\n.*✓ deploy: success/);
  expect(pipeline.runEvents()[0]).toMatchObject({ status: 'running' });
  expect(pipeline.runEvents()).toContainEqual(
    expect.objectContaining({ title: 'Release', graph: { origin: 'workflow', unplaced: [] } }),
  );
  expect(pipeline.runEvents().at(-1)).toMatchObject({ status: 'completed', conclusion: 'success' });
  expect(pipeline.jobEvents('build').map(({ status }) => status)).toEqual(['created', 'running', 'completed']);
});

test('tells of all jobs before the first one runs', async () => {
  await exec([
    { id: 'first', stage: 'building', command: 'true' },
    { id: 'last', name: 'The last', stage: 'deploying', command: 'true', needs: ['first'], allowFailure: true },
  ]);
  const jobs = pipeline.jobEvents();
  const created = jobs.slice(0, 2);
  expect(created.map(({ job, status }) => [job, status])).toEqual([
    ['first', 'created'],
    ['last', 'created'],
  ]);
  expect(created[1]).toMatchObject({ name: 'The last', stage: 'deploying', needs: ['first'], allowFailure: true });
});

test('a failure skips what needs it, lets the rest run, and gives the exit code', async () => {
  const { code, stderr } = await exec([
    { id: 'bad', stage: 'building', command: node(`console.error('Error: broken'); process.exit(4)`) },
    { id: 'after', stage: 'testing', command: 'touch never', needs: ['bad'] },
    { id: 'far', stage: 'deploying', command: 'touch never', needs: ['after'] },
    { id: 'aside', stage: 'testing', command: 'true' },
  ]);
  expect(code).toBe(4);
  expect(
    Object.fromEntries(['bad', 'after', 'far', 'aside'].map((job) => [job, pipeline.ending(job)?.conclusion])),
  ).toEqual({
    bad: 'failure',
    after: 'skipped',
    far: 'skipped',
    aside: 'success',
  });
  expect(pipeline.runEvents().at(-1)).toMatchObject({
    conclusion: 'failure',
    failureReason: 'bad: exit code 4: Error: broken',
  });
  expect(stderr).toContain('✗ bad: exit code 4: Error: broken');
  expect(stderr).toContain('- far: skipped');
});

test('a failure that is allowed stops nothing', async () => {
  const { code } = await exec([
    { id: 'shaky', stage: 'testing', command: 'exit 1', allowFailure: true },
    { id: 'after', stage: 'deploying', command: 'true', needs: ['shaky'] },
  ]);
  expect(code).toBe(0);
  expect(pipeline.ending('shaky')).toMatchObject({ conclusion: 'failure' });
  expect(pipeline.ending('after')).toMatchObject({ conclusion: 'success' });
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'success' });
});

test('runs as many at once as --jobs allows', async () => {
  // Each waits for the other's file, so they end only when they run together.
  const meet = (own: string, other: string) => `touch ${own}; while [ ! -f ${other} ]; do sleep 0.02; done`;
  const { code } = await exec(
    [
      { id: 'a', stage: 'building', command: meet('a', 'b') },
      { id: 'b', stage: 'building', command: meet('b', 'a') },
    ],
    '--jobs',
    '2',
  );
  expect(code).toBe(0);
  const alone = await exec(
    ['x', 'y', 'z'].map((id) => ({ id, stage: 'building', command: 'mkdir lock && sleep 0.1 && rmdir lock' })),
    '--jobs',
    '1',
  );
  expect(alone.code).toBe(0);
});

test('shows whole lines with the name of their job', async () => {
  const slow = `process.stdout.write('one '); setTimeout(() => process.stdout.write('line\\nlast'), 100)`;
  const { stdout, stderr } = await exec([
    { id: 'a', stage: 'building', command: node(slow) },
    { id: 'b', stage: 'building', command: 'echo from b >&2' },
  ]);
  expect(stdout.toString()).toBe('[a] one line\n[a] last\n');
  expect(stderr).toContain('[b] from b\n');
  expect(pipeline.messages('a')).toEqual(['one line', 'last']);
});

test('a single job is shown as it is, --quiet shows no output', async () => {
  const jobs = [{ id: 'a', stage: 'building', command: 'printf "no end"' }];
  expect((await exec(jobs)).stdout.toString()).toBe('no end');
  const quiet = await exec(jobs, '--quiet');
  expect(quiet.stdout.toString()).toBe('');
  expect(quiet.stderr).toMatch(/✓ a: success/);
});

test('gives each job its environment and folder, and hides its secrets', async () => {
  const { stdout } = await exec([
    {
      id: 'a',
      stage: 'building',
      command: 'echo $WORD $API_TOKEN; pwd',
      env: { WORD: 'hi', API_TOKEN: 'tok-123456' },
      cwd: '/',
    },
  ]);
  expect(stdout.toString()).toBe('hi tok-123456\n/\n');
  expect(pipeline.messages('a')).toEqual(['hi ***', '/']);
});

test('a signal ends all jobs, also what their shells started, and cancels the rest', async () => {
  const running = startCli(
    command(
      [
        { id: 'a', stage: 'building', command: 'echo ready a; sleep 1000; echo survived' },
        { id: 'b', stage: 'building', command: 'echo ready b; sleep 1000 | cat' },
        { id: 'c', stage: 'testing', command: 'true', needs: ['a'] },
      ],
      '--jobs',
      '2',
    ),
    { cwd: folder },
  );
  await Promise.all([running.printed('ready a'), running.printed('ready b')]);
  running.process.kill('SIGTERM');
  const { code, stdout } = await running.done;
  expect(code).toBe(143);
  expect(stdout.toString()).not.toContain('survived');
  for (const job of ['a', 'b', 'c']) expect(pipeline.ending(job)).toMatchObject({ conclusion: 'cancelled' });
  expect(pipeline.runEvents().at(-1)).toMatchObject({ conclusion: 'cancelled' });
});

test.for([
  ['{', /cannot read/],
  [{ jobs: [] }, /jobs/],
  [{ jobs: [{ id: 'a', stage: 's', command: 'true', need: [] }] }, /\/jobs\/0: .*need/],
  [{ jobs: [{ id: 'a', stage: 's', command: 'true', needs: ['b'] }] }, /\/jobs\/0\/needs\/0: names no job/],
  [{ jobs: ['a', 'a'].map((id) => ({ id, stage: 's', command: 'true' })) }, /\/jobs\/1\/id: is used twice/],
  [
    {
      jobs: [
        { id: 'a', stage: 's', command: 'true', needs: ['b'] },
        { id: 'b', stage: 's', command: 'true', needs: ['a'] },
      ],
    },
    /in a circle: a, b/,
  ],
] as const)('refuses %j', async ([content, why]) => {
  const { code, stderr } = await runCli(['exec', '--src', pipeline.src, file(content)]);
  expect(code).toBe(2);
  expect(stderr).toMatch(why);
  expect(pipeline.requests).toEqual([]);
});
