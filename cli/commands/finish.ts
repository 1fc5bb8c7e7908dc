import { setTimeout as sleep } from 'node:timers/promises';
import { CONCLUSIONS, isConclusion, summarizeJobs, type Conclusion, type Run } from '../../protocol/index.ts';
import { openSession, SESSION_HELP, SESSION_OPTIONS, type Session } from '../session.ts';
import { parse, UsageError } from '../usage.ts';

export const FINISH_HELP = `\
Usage: pipeline-widgets finish --src <url> --run <id> [--conclusion <how>]

Ends a run that several commands have joined. Without it such a run ends by itself, some time after the last of its jobs.

  --conclusion <how>       ${CONCLUSIONS.join(', ')}
                           (the worst of the run's jobs)
${SESSION_HELP}`;

const OPTIONS = { ...SESSION_OPTIONS, conclusion: { type: 'string' } } as const;

export async function finish(args: readonly string[]): Promise<number> {
  const { values } = parse({ args: [...args], options: OPTIONS });
  const { conclusion } = values;
  if (conclusion !== undefined && !isConclusion(conclusion)) {
    throw new UsageError(`--conclusion must be one of ${CONCLUSIONS.join(', ')}, not '${conclusion}'`);
  }
  const session = openSession(values, process.env);
  if (session.owned) throw new UsageError('--run is missing, and this is no CI run');
  session.reporter.endRun({
    status: 'completed',
    conclusion: conclusion ?? (await worstOf(session)),
    endTime: Date.now(),
  });
  await session.close();
  return 0;
}

/** How the run's jobs went; `neutral` when nobody can tell, because nothing should turn green unseen. */
async function worstOf({ connection, run, patience, notice }: Session): Promise<Conclusion> {
  const path = `/runs/${encodeURIComponent(run)}`;
  const reading = connection.send({ method: 'GET', path, expects: [401, 403, 404] });
  const answer = await Promise.race([reading, sleep(patience / 2, null)]);
  if (answer?.status === 200) {
    const ended = (JSON.parse(answer.body) as Run).jobs.filter((job) => job.status === 'completed');
    if (ended.length > 0) return summarizeJobs(ended).conclusion ?? 'neutral';
  }
  if (!connection.closed) notice.say('cannot read how the jobs of the run went; say it with --conclusion');
  return 'neutral';
}
