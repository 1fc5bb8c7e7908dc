import { colourful, nameOf, startJob } from '../job.ts';
import { openSession, requireId, SESSION_HELP, SESSION_OPTIONS } from '../session.ts';
import { onSignals } from '../signals.ts';
import { withMatrix } from '../matrix.ts';
import { duration, list, parse, UsageError } from '../usage.ts';

export const RUN_HELP = `\
Usage: pipeline-widgets run --src <url> [--stage <stage>] [flags] -- <command> [arguments]

Runs a command, passes its output and its exit code on unchanged, and shows both live on the pipeline's pages.
A server that is away never fails or slows the command.

  --stage <id>             the stage it belongs to, such as building, testing or deploying
  --job <id>               the job's name (the command line)
  --matrix <json>          values that make several jobs of one, for their names: {"node":18} makes 'test (18)' of 'test'
  --job-id <id>            what the CI system knows the job by: it is the same as in the system's webhooks, by whatever name
  --needs <a,b>            jobs that came before it
  --title <text>           what the run is about (the commit's subject)
  --timeout <time>         ends a command that is not done by then (30m, 90s), which then ends with 124
  --no-color               do not set FORCE_COLOR=1, which asks the command for colours
${SESSION_HELP}

Values of variables that look like secrets (*TOKEN*, *SECRET*, *PASSWORD*, *API_KEY*, …) and of ::add-mask:: are hidden
in what is sent, not in what you see.`;

const OPTIONS = {
  ...SESSION_OPTIONS,
  title: { type: 'string' },
  stage: { type: 'string' },
  job: { type: 'string' },
  'job-id': { type: 'string' },
  matrix: { type: 'string' },
  needs: { type: 'string' },
  timeout: { type: 'string' },
  'no-color': { type: 'boolean' },
} as const;

export async function run(args: readonly string[]): Promise<number> {
  const split = args.indexOf('--');
  const { values } = parse({ args: args.slice(0, split < 0 ? undefined : split), options: OPTIONS });
  const command = split < 0 ? [] : args.slice(split + 1);
  if (command.length === 0) throw new UsageError('say what to run after --');
  const stage = values.stage === undefined ? undefined : requireId(values.stage, '--stage');
  const needs = values.needs === undefined ? undefined : list(values.needs).map((id) => requireId(id, '--needs'));

  const limit = values.timeout === undefined ? null : duration(values.timeout, '--timeout');

  const session = openSession(values, process.env);
  const { reporter, masker } = session;
  const named = values.job === undefined ? nameOf(command, masker) : requireId(values.job, '--job');
  const job = withMatrix(named, values.matrix);
  session.begin();
  reporter.tellJob(job, { stage, needs });
  const env = values['no-color'] ? session.environment : colourful(session.environment);
  const { stdout, stderr } = process;
  const running = startJob(session, job, { command, env, ownGroup: false, stdout, stderr }, limit);
  onSignals((signal) => {
    // Ctrl-C reaches everything in the terminal's foreground by itself; passed on, the command would get it twice.
    const reached = running.cancel(signal === 'SIGINT' && process.stdin.isTTY ? null : signal);
    if (!reached) session.abandon();
  });
  const { code, conclusion, failureReason, error } = await running.ended;
  if (error !== undefined) session.notice.say(error);

  onSignals(() => session.abandon());
  session.end(conclusion, failureReason);
  await session.close();
  return code;
}
