import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCli } from './testing/cli.ts';

test.for([[[]], [['help']], [['--help']], [['-h']]] as const)('%j lists the commands', async ([args]) => {
  const { code, stdout } = await runCli(args);
  expect(code).toBe(0);
  for (const command of ['run', 'exec', 'finish', 'doctor', 'token'])
    expect(stdout.toString()).toMatch(new RegExp(`^ +${command} `, 'm'));
});

test.for(['run', 'exec', 'finish', 'doctor', 'token'])('%s explains itself', async (command) => {
  const asked = await runCli([command, '--help']);
  expect(asked.code).toBe(0);
  expect(asked.stdout.toString()).toMatch(new RegExp(`^Usage: pipeline-widgets ${command} `));
  expect((await runCli(['help', command])).stdout.toString()).toBe(asked.stdout.toString());
});

test("--help after -- is the command's", async () => {
  const { stdout } = await runCli(['run', '--src', '', '--', 'sh', '-c', 'echo "$1"', 'sh', '--help']);
  expect(stdout.toString()).toBe('--help\n');
});

test('says its version', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect((await runCli(['--version'])).stdout.toString()).toBe(`${version}\n`);
});

test.for([
  [['build'], "there is no command 'build'"],
  [['run', '--colour', '--', 'true'], "Unknown option '--colour'"],
  [['run', '--src'], "Option '--src <value>' argument missing"],
  [['run', '--src', 'https://ci.example.com/api/pipelines/shop'], 'say what to run after --'],
  [['run', '--', 'true'], '--src is missing'],
  [['doctor'], '--src is missing'],
  [['doctor', '--src', ''], '--src is empty'],
  [['run', '--src', 'ftp://x', '--', 'true'], '--src must be the http(s) address'],
  [['run', '--src', '', '--job', ' x', '--', 'true'], '--job must be'],
  [['run', '--src', '', '--flush-timeout', 'long', '--', 'true'], '--flush-timeout must be a duration'],
  [['exec', '--src', ''], 'name one pipeline file'],
  [['exec', '--src', '', '--jobs', '0', 'x.json'], '--jobs must be a whole number'],
] as const)('%j ends with 2 and one clear line', async ([args, why]) => {
  const { code, stdout, stderr } = await runCli(args);
  expect(code).toBe(2);
  expect(stdout.toString()).toBe('');
  expect(stderr.split('\n')[0]).toContain(why);
});
