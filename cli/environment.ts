import { execFile } from 'node:child_process';
import type { RunEvent } from '../protocol/index.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What is known of a run besides how it goes. */
export type RunOrigin = Pick<RunEvent, 'ref' | 'sha' | 'title' | 'actor' | 'trigger' | 'url'>;

/** The CI run that this process is a part of. */
export interface CiRun {
  id: string;
  attempt?: number;
  origin: RunOrigin;
}

/** How each CI system says which run this is: commands of one run have the same answer, whatever machine they are on. */
const SYSTEMS: readonly ((env: Env) => CiRun | null)[] = [
  (env) =>
    named(
      'github',
      env['GITHUB_RUN_ID'],
      {
        ref: env['GITHUB_HEAD_REF'] || env['GITHUB_REF_NAME'],
        sha: env['GITHUB_SHA'],
        actor: env['GITHUB_ACTOR'],
        trigger: env['GITHUB_EVENT_NAME'],
        url: `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/actions/runs/${env['GITHUB_RUN_ID']}`,
      },
      env['GITHUB_RUN_ATTEMPT'],
    ),
  (env) =>
    named('gitlab', env['CI_PIPELINE_ID'], {
      ref: env['CI_COMMIT_REF_NAME'],
      sha: env['CI_COMMIT_SHA'],
      title: env['CI_COMMIT_TITLE'],
      actor: env['GITLAB_USER_LOGIN'],
      trigger: env['CI_PIPELINE_SOURCE'],
      url: env['CI_PIPELINE_URL'],
    }),
  (env) =>
    named('buildkite', env['BUILDKITE_BUILD_ID'], {
      ref: env['BUILDKITE_BRANCH'],
      sha: env['BUILDKITE_COMMIT'],
      title: env['BUILDKITE_MESSAGE'],
      actor: env['BUILDKITE_BUILD_CREATOR'],
      trigger: env['BUILDKITE_SOURCE'],
      url: env['BUILDKITE_BUILD_URL'],
    }),
  (env) =>
    named('circleci', env['CIRCLE_WORKFLOW_ID'], {
      ref: env['CIRCLE_BRANCH'] || env['CIRCLE_TAG'],
      sha: env['CIRCLE_SHA1'],
      actor: env['CIRCLE_USERNAME'],
      url: `https://app.circleci.com/pipelines/workflows/${env['CIRCLE_WORKFLOW_ID']}`,
    }),
];

/** The run of the CI system whose environment this is, null outside of any. */
export function ciRunOf(env: Env): CiRun | null {
  for (const system of SYSTEMS) {
    const run = system(env);
    if (run) return run;
  }
  return null;
}

function named(system: string, id: string | undefined, origin: RunOrigin, attempt?: string): CiRun | null {
  if (!id) return null;
  const number = Number(attempt);
  return {
    id: `${system}:${id}`,
    origin: tidy(origin),
    ...(Number.isInteger(number) && number > 0 && { attempt: number }),
  };
}

/** Characters that the texts of an event may have. */
const MAX_TEXT = 1000;

/** Leaves out what is empty or no web address; a commit's message gives its first line. */
function tidy(origin: RunOrigin): RunOrigin {
  const facts = Object.entries(origin).flatMap(([field, value]) => {
    const text = value?.split('\n', 1)[0]?.trim().slice(0, MAX_TEXT);
    return text && (field !== 'url' || isHttpUrl(text)) ? [[field, text] as const] : [];
  });
  return Object.fromEntries(facts);
}

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Milliseconds that git may take: it may wait for a file system that is away. */
const GIT_TIMEOUT = 2_000;

/** What git says of the working directory; nothing where there is no git or no commit. */
export async function gitOrigin(cwd: string): Promise<RunOrigin> {
  const [ref, commit] = await Promise.all([
    git(cwd, 'symbolic-ref', '--short', '--quiet', 'HEAD'),
    git(cwd, 'log', '-1', '--no-show-signature', '--format=%H%n%s'),
  ]);
  const [sha, subject] = commit?.split('\n') ?? [];
  // What GitHub checks out for a pull request is a commit of its own, whose subject says nothing.
  const title = /^Merge [0-9a-f]{40} into /.test(subject ?? '') ? undefined : subject;
  return tidy({ ref, sha, title });
}

function git(cwd: string, ...args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd, timeout: GIT_TIMEOUT }, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
}
