import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Action {
  name: string;
  description: string;
  inputs: Record<string, { description: string; required: boolean; default?: string }>;
  runs: {
    using: string;
    steps: { shell: string; env: Record<string, string>; run: string; 'working-directory': string }[];
  };
}

const file = (name: string) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');

const action = parse(file('action.yml')) as Action;
const [step] = action.runs.steps;
if (step === undefined) throw new Error('The action has no step.');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'action-'));
  // Stands for npx: says what it was called with, and runs what stands behind the two dashes.
  const npx = `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word" >> "${folder}/words"; done\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n`;
  writeFileSync(join(folder, 'npx'), npx);
  chmodSync(join(folder, 'npx'), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What GitHub knows of a job of a matrix: https://docs.github.com/actions/reference/workflows-and-actions/contexts */
const CONTEXT: Readonly<Record<string, string>> = {
  'job.check_run_id': '4711',
  'toJSON(matrix)': '{\n  "node": 18\n}',
};

/** Does with the step what GitHub does: fills in its environment, and hands its script to bash. */
function perform(inputs: Record<string, string>) {
  const known = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']));
  const given: Record<string, string> = { ...known, ...inputs };
  const fill = (text: string) =>
    text
      .replace('${{ inputs.job || github.job }}', given['job'] || 'build')
      .replace(/\$\{\{ !inputs\.job && (.+) \|\| '' \}\}/, (_all, known: string) =>
        given['job'] ? '' : (CONTEXT[known] ?? ''),
      )
      .replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_all, name: string) => given[name] ?? '');
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, fill(value)]));
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''],
    {
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, ...env },
      encoding: 'utf8',
    },
  );
  const words = readFileSync(join(folder, 'words'), 'utf8').trimEnd().split('\n');
  return { status, stdout, stderr, words, env };
}

test('is a composite action whose every input is described and used, and that uses no other', () => {
  expect(action.runs.using).toBe('composite');
  expect(action.runs.steps.map(({ shell }) => shell)).toEqual(['bash']);
  const used = JSON.stringify(action.runs).matchAll(/\$\{\{ inputs\.([\w-]+)/g);
  expect(new Set([...used].map(([, name]) => name))).toEqual(new Set(Object.keys(action.inputs)));
  for (const input of Object.values(action.inputs)) {
    expect(input.description).not.toBe('');
    expect(input.required === (input.default === undefined)).toBe(true);
  }
});

test('takes the version of this package', () => {
  const { version } = JSON.parse(file('package.json')) as { version: string };
  expect(action.inputs['version']?.default).toBe(version);
});

test('lets no input become a part of its script', () => {
  expect(step?.run).not.toContain('${{');
  const hostile = `"; echo stolen; $(echo stolen) '`;
  const { words } = perform({ src: 'x', run: 'true', stage: hostile, job: hostile });
  const flags = ['--job', hostile, '--job-id', '', '--matrix', '', '--stage', hostile];
  expect(words.slice(0, 11)).toEqual(['--yes', 'pipeline-widgets@0.1.0', 'run', ...flags]);
});

test('runs the command as a step would: it stops at the first failure, and its exit code stands', () => {
  const { status, stdout, words, env } = perform({
    src: 'https://ci.example.com/api/pipelines/shop',
    run: 'echo one\nexit 7\necho two',
  });
  expect([status, stdout]).toEqual([7, 'one\n']);
  // Which job of GitHub's it is, so that it does not show as another.
  const flags = ['--job', 'build', '--job-id', '4711', '--matrix', '{', '  "node": 18', '}'];
  expect(words.slice(0, 12)).toEqual(['--yes', 'pipeline-widgets@0.1.0', 'run', ...flags, '--']);
  expect(env).toMatchObject({
    PIPELINE_WIDGETS_SRC: 'https://ci.example.com/api/pipelines/shop',
    PIPELINE_WIDGETS_TOKEN: '',
  });
  expect(perform({ src: 'x', run: 'false | true; echo on' }).status).toBe(1);
  expect(perform({ src: 'x', run: 'false\necho on', shell: 'sh' }).stdout).toBe('');
});
