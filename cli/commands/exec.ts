import { availableParallelism, constants } from 'node:os';
import { colourful, startJob, type JobOutcome, type RunningJob } from '../job.ts';
import { openJobOutput, type JobOutputKind } from '../job-output.ts';
import { readPipelineFile, type JobDefinition } from '../pipeline-file.ts';
import { schedule } from '../schedule.ts';
import { openSession, SESSION_HELP, SESSION_OPTIONS, type Session } from '../session.ts';
import { onSignals } from '../signals.ts';
import { integer, parse, UsageError } from '../usage.ts';

export const EXEC_HELP = `\
Usage: pipeline-widgets exec --src <url> [flags] <pipeline.json>

Runs the jobs of a file, each as soon as those that it needs have succeeded, and shows them live on the pipeline's pages.
Ends with the exit code of the first job that failed.

  {
    "title": "Release",
    "jobs": [
      { "id": "build", "stage": "building", "command": "npm run build" },
      { "id": "test", "stage": "testing", "command": ["npm", "test"], "needs": ["build"] }
    ]
  }

A job may also have "name", "env", "cwd" and "allowFailure".

  --jobs <n>               how many run at once (as many as there are processors)
  --quiet                  show what became of the jobs, not their output
  --title <text>           what the run is about (the file's title, the commit's subject)
  --no-color               do not set FORCE_COLOR=1, which asks the commands for colours
${SESSION_HELP}`;

const OPTIONS = {
  ...SESSION_OPTIONS,
  title: { type: 'string' },
  jobs: { type: 'string' },
  quiet: { type: 'boolean' },
  'no-color': { type: 'boolean' },
} as const;

export async function exec(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new UsageError('name one pipeline file');
  const limit = values.jobs === undefined ? availableParallelism() : integer(values.jobs, '--jobs', 1);
  const { title, jobs } = readPipelineFile(path);

  const session = openSession({ ...values, title: values.title ?? title }, process.env);
  session.begin({ graph: { origin: 'workflow', unplaced: [] } });
  announce(session, jobs);
  const env = values['no-color'] ? session.environment : colourful(session.environment);
  const { code, conclusion, failureReason } = await runAll(session, jobs, limit, {
    env,
    output: values.quiet ? 'none' : jobs.length > 1 ? 'prefixed' : 'plain',
  });

  onSignals(() => session.abandon());
  session.end(conclusion, failureReason);
  await session.close();
  return code;
}

/** All jobs are told of at once, so that what is still to come can be seen. */
function announce({ reporter, masker }: Session, jobs: readonly JobDefinition[]): void {
  for (const { id, name, stage, needs, allowFailure, env } of jobs) {
    masker.addEnvironment(env);
    reporter.tellJob(id, { status: 'created', name, stage, needs, allowFailure });
  }
}

interface Surroundings {
  env: NodeJS.ProcessEnv;
  output: JobOutputKind;
}

type RunOutcome = Pick<JobOutcome, 'code' | 'conclusion' | 'failureReason'>;

async function runAll(
  session: Session,
  jobs: readonly JobDefinition[],
  limit: number,
  surroundings: Surroundings,
): Promise<RunOutcome> {
  const running = new Set<RunningJob>();
  const failures: RunOutcome[] = [];
  const signals: NodeJS.Signals[] = [];
  onSignals((signal) => {
    signals.push(signal);
    for (const job of running) job.cancel(signal);
  });
  await schedule(jobs, limit, {
    stopped: () => signals.length > 0,
    async run(job) {
      const outcome = await runJob(session, job, surroundings, running);
      if (outcome.conclusion === 'success' || job.allowFailure) return true;
      failures.push({ ...outcome, failureReason: `${job.id}: ${outcome.failureReason ?? outcome.conclusion}` });
      return false;
    },
    skip(job) {
      const conclusion = signals.length > 0 ? 'cancelled' : 'skipped';
      session.reporter.tellJob(job.id, { status: 'completed', conclusion });
      session.notice.say(`- ${job.id}: ${conclusion}`);
    },
  });
  const [signal] = signals;
  if (signal !== undefined) return { code: 128 + constants.signals[signal], conclusion: 'cancelled' };
  return failures[0] ?? { code: 0, conclusion: 'success' };
}

async function runJob(
  session: Session,
  { id, command, cwd, env }: JobDefinition,
  surroundings: Surroundings,
  running: Set<RunningJob>,
): Promise<JobOutcome> {
  const begun = Date.now();
  const output = openJobOutput(surroundings.output, id);
  const job = startJob(session, id, {
    command,
    cwd,
    env: { ...surroundings.env, ...env },
    ownGroup: true,
    stdout: output.stdout,
    stderr: output.stderr,
  });
  running.add(job);
  const outcome = await job.ended;
  running.delete(job);
  await output.close();
  const seconds = `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  const mark = outcome.conclusion === 'success' ? '✓' : '✗';
  session.notice.say(`${mark} ${id}: ${outcome.failureReason ?? outcome.conclusion} (${seconds})`);
  return outcome;
}
