import { randomUUID } from 'node:crypto';
import { isId, type Conclusion, type RunEvent } from '../protocol/index.ts';
import { Connection } from './connection.ts';
import { credentialsOf, withoutIdTokens } from './credentials.ts';
import { ciRunOf, gitOrigin } from './environment.ts';
import { Masker } from './mask.ts';
import { createNotice, type Notice } from './notice.ts';
import { Reporter } from './reporter.ts';
import { duration, required, UsageError } from './usage.ts';

/** The flags that `run`, `exec` and `finish` share; the first two have `title` as well. */
export const SESSION_OPTIONS = {
  src: { type: 'string' },
  token: { type: 'string' },
  'keep-id-token': { type: 'boolean' },
  run: { type: 'string' },
  'flush-timeout': { type: 'string' },
  verbose: { type: 'boolean' },
} as const;

export const SESSION_HELP = `\
  --src <url>              the pipeline, such as https://ci.example.com/api/pipelines/shop
                           (or PIPELINE_WIDGETS_SRC; empty reports nothing)
  --token <token>          allows ingest (or PIPELINE_WIDGETS_TOKEN); without one, the ID token of a job in
                           GitHub Actions (permissions: id-token: write) or in GitLab CI (id_tokens:
                           PIPELINE_WIDGETS_ID_TOKEN), which the command then does not get to see
  --keep-id-token          it does: it gets ID tokens itself
  --run <id>               the run to join (or PIPELINE_WIDGETS_RUN); else the one that GitHub, GitLab,
                           Buildkite or CircleCI is at, else a new one
  --flush-timeout <time>   how long to wait at the end for a slow server (10s)
  --verbose                say what happens between here and the server`;

export interface SessionFlags {
  src?: string | undefined;
  token?: string | undefined;
  'keep-id-token'?: boolean | undefined;
  run?: string | undefined;
  title?: string | undefined;
  'job-id'?: string | undefined;
  'flush-timeout'?: string | undefined;
  verbose?: boolean | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A run that this process tells of. */
export interface Session {
  run: string;
  /** A run of our own is begun and ended by us; one that we joined is not ours to end. */
  owned: boolean;
  /** Milliseconds that a slow server is waited for at the end. */
  patience: number;
  masker: Masker;
  notice: Notice;
  connection: Connection;
  reporter: Reporter;
  /** What commands get to see of ours. */
  environment: NodeJS.ProcessEnv;
  /** Tells what is known of the run, and that it runs if it is ours. */
  begin(facts?: Pick<RunEvent, 'graph'>): void;
  /** Tells how our own run ended. */
  end(conclusion: Conclusion, failureReason?: string): void;
  /** Waits until the server has everything, for as long as the flags allow. */
  close(): Promise<void>;
  /** Does not wait any longer. */
  abandon(): void;
}

export function openSession(flags: SessionFlags, env: Env): Session {
  const src = pipelineUrl(required(flags.src ?? env['PIPELINE_WIDGETS_SRC'], '--src'));
  const patience = duration(flags['flush-timeout'] ?? '10s', '--flush-timeout');
  const notice = createNotice(flags.verbose === true);
  const masker = new Masker();
  masker.addEnvironment(env);
  const given = flags.token ?? env['PIPELINE_WIDGETS_TOKEN'];
  const credentials = credentialsOf(given, env, src && new URL(src).origin, masker);

  const ci = ciRunOf(env);
  const joined = flags.run ?? (env['PIPELINE_WIDGETS_RUN'] || undefined);
  if (joined !== undefined) requireId(joined, '--run');
  const owned = joined === undefined && ci === null;
  const run = joined ?? ci?.id ?? `cli:${randomUUID()}`;

  const connection = new Connection({ src, credentials, notice });
  const reporter = new Reporter({
    connection,
    run,
    attempt: joined === undefined ? ci?.attempt : undefined,
    jobId: flags['job-id'] || undefined,
    masker,
    notice,
  });
  let begun = Promise.resolve();
  return {
    run,
    owned,
    patience,
    masker,
    notice,
    connection,
    reporter,
    environment: credentials.kind === 'id-token' && !flags['keep-id-token'] ? withoutIdTokens(env) : env,
    begin(facts) {
      if (src === null) notice.say('--src is empty; the command runs without being reported');
      notice.detail(`run ${run}`);
      if (owned) reporter.tellRun({ status: 'running', startTime: Date.now(), trigger: 'cli' });
      begun = gitOrigin(process.cwd()).then((git) => {
        const title = flags.title ?? ci?.origin.title ?? git.title;
        reporter.tellRun({ ...facts, ...git, ...ci?.origin, title });
      });
    },
    end(conclusion, failureReason) {
      if (owned) reporter.endRun({ status: 'completed', conclusion, endTime: Date.now(), failureReason }, begun);
    },
    async close() {
      await begun;
      await reporter.close(patience);
    },
    abandon: () => connection.close(),
  };
}

export function requireId(text: string, flag: string): string {
  if (isId(text)) return text;
  throw new UsageError(`${flag} must be 1 to 256 printable characters without white space at its ends`);
}

/** Null for an empty one: a pipeline of a fork often has no such variable, and its commands must run all the same. */
export function pipelineUrl(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!URL.canParse(trimmed) || !/^https?:$/.test(new URL(trimmed).protocol)) {
    throw new UsageError(`--src must be the http(s) address of a pipeline, not '${text}'`);
  }
  const url = new URL(trimmed);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
