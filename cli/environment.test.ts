import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ciRunOf, gitOrigin, type CiRun } from './environment.ts';

const sha = 'ffac537e6cbbf934b08745a378932722df287a53';

const table: [string, Record<string, string>, CiRun | null][] = [
  ['none', { HOME: '/root' }, null],
  ['an empty variable', { GITHUB_RUN_ID: '' }, null],
  [
    'GitHub',
    {
      GITHUB_RUN_ID: '289782451',
      GITHUB_RUN_ATTEMPT: '3',
      GITHUB_REF_NAME: 'main',
      GITHUB_HEAD_REF: '',
      GITHUB_SHA: sha,
      GITHUB_ACTOR: 'octocat',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'octo/shop',
    },
    {
      id: 'github:289782451',
      attempt: 3,
      origin: {
        ref: 'main',
        sha,
        actor: 'octocat',
        trigger: 'push',
        url: 'https://github.com/octo/shop/actions/runs/289782451',
      },
    },
  ],
  [
    "a GitHub pull request: the branch's name, not the merge's; no address where none can be made",
    { GITHUB_RUN_ID: '1', GITHUB_HEAD_REF: 'fix', GITHUB_REF_NAME: '7/merge' },
    { id: 'github:1', origin: { ref: 'fix' } },
  ],
  [
    'GitLab',
    {
      CI_PIPELINE_ID: '31',
      CI_COMMIT_REF_NAME: 'main',
      CI_COMMIT_SHA: sha,
      CI_COMMIT_TITLE: 'Fix it',
      GITLAB_USER_LOGIN: 'ada',
      CI_PIPELINE_SOURCE: 'push',
      CI_PIPELINE_URL: 'https://gitlab.com/octo/shop/-/pipelines/31',
    },
    {
      id: 'gitlab:31',
      origin: {
        ref: 'main',
        sha,
        title: 'Fix it',
        actor: 'ada',
        trigger: 'push',
        url: 'https://gitlab.com/octo/shop/-/pipelines/31',
      },
    },
  ],
  [
    'Buildkite',
    {
      BUILDKITE_BUILD_ID: '4735ba57',
      BUILDKITE_BRANCH: 'main',
      BUILDKITE_COMMIT: sha,
      BUILDKITE_MESSAGE: 'Fix it\n\nBecause it was broken.',
      BUILDKITE_BUILD_CREATOR: 'Ada',
      BUILDKITE_SOURCE: 'webhook',
      BUILDKITE_BUILD_URL: 'https://buildkite.com/octo/shop/builds/27',
    },
    {
      id: 'buildkite:4735ba57',
      origin: {
        ref: 'main',
        sha,
        title: 'Fix it',
        actor: 'Ada',
        trigger: 'webhook',
        url: 'https://buildkite.com/octo/shop/builds/27',
      },
    },
  ],
  [
    'CircleCI',
    { CIRCLE_WORKFLOW_ID: 'b0c1', CIRCLE_TAG: 'v1', CIRCLE_SHA1: sha, CIRCLE_USERNAME: 'ada' },
    {
      id: 'circleci:b0c1',
      origin: { ref: 'v1', sha, actor: 'ada', url: 'https://app.circleci.com/pipelines/workflows/b0c1' },
    },
  ],
];

test.for(table)('knows the run of %s', ([, env, expected]) => {
  expect(ciRunOf(env)).toEqual(expected);
});

test('reads branch, commit and subject from git, and is silent where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-git-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  try {
    expect(await gitOrigin(folder)).toEqual({});
    git('init', '-q', '-b', 'topic');
    git('commit', '-q', '--allow-empty', '-m', 'Subject line', '-m', 'Body.');
    const head = git('rev-parse', 'HEAD').toString().trim();
    expect(await gitOrigin(folder)).toEqual({ ref: 'topic', sha: head, title: 'Subject line' });
    git('commit', '-q', '--allow-empty', '-m', `Merge ${sha} into ${sha}`);
    expect((await gitOrigin(folder)).title).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
