import { basename } from 'node:path';
import type { Conclusion } from '../protocol/index.ts';
import { startCommand, type Command, type Ending, type Output, type RunningCommand } from './child.ts';
import { FailureClue, typeOf } from './classify.ts';
import { LineReader } from './lines.ts';
import type { Masker } from './mask.ts';
import type { Session } from './session.ts';

export interface JobOutcome extends Ending {
  conclusion: Conclusion;
  failureReason?: string;
}

export interface RunningJob {
  ended: Promise<JobOutcome>;
  /** Passes a signal on; null when the command has it already. False when the command has ended before. */
  cancel(signal: NodeJS.Signals | null): boolean;
}

/** Milliseconds that a command is left to end by itself once its time is up. */
const GRACE = 10_000;

/** What `timeout` of coreutils ends with, too. */
const TIMED_OUT = 124;

/** Runs a command as a job, for `limit` ms at most: tells its start, its lines as they come, and how it ended. */
export function startJob(
  session: Session,
  job: string,
  command: Omit<Command, 'seen'>,
  limit: number | null = null,
): RunningJob {
  const { reporter, masker } = session;
  const clue = new FailureClue();
  const readers = { stdout: new LineReader(masker), stderr: new LineReader(masker) };
  let cancelled = false;
  let timedOut = false;
  const timers: NodeJS.Timeout[] = [];

  const report = (lines: readonly string[], output: Output) => {
    const timestamp = Date.now();
    const reported = lines.map((message) => ({ message, type: typeOf(message), timestamp }));
    for (const { message, type } of reported) clue.see(message, type, output);
    reporter.log(job).write(reported);
  };
  const conclude = (ending: Ending): JobOutcome => {
    timers.forEach(clearTimeout);
    reporter.guard(() => {
      for (const output of ['stdout', 'stderr'] as const) report(readers[output].end(), output);
    });
    const outcome = timedOut ? lateOutcome(ending, limit ?? 0) : outcomeOf(ending, cancelled, clue.text);
    const { conclusion, failureReason } = outcome;
    reporter.endJob(job, { status: 'completed', conclusion, failureReason, endTime: Date.now() });
    return outcome;
  };

  reporter.tellJob(job, { status: 'running', startTime: Date.now() });
  const running: RunningCommand = startCommand({
    ...command,
    seen: (chunk, output) => reporter.guard(() => report(readers[output].push(chunk), output)),
  });
  const endBy = (signal: NodeJS.Signals, ms: number): void => {
    timers.push(setTimeout(() => (timedOut = (running.kill(signal) && !cancelled) || timedOut), ms));
  };
  if (limit !== null) {
    endBy('SIGTERM', limit);
    endBy('SIGKILL', limit + GRACE);
  }
  return {
    ended: running.ended.then(conclude),
    cancel(signal) {
      const reached = signal === null || running.kill(signal);
      cancelled ||= reached;
      return reached;
    },
  };
}

const lateOutcome = (ending: Ending, limit: number): JobOutcome => ({
  ...ending,
  code: TIMED_OUT,
  conclusion: 'timed_out',
  failureReason: `not done after ${limit / 1000} s`,
});

function outcomeOf(ending: Ending, cancelled: boolean, clue: string): JobOutcome {
  if (cancelled) return { ...ending, conclusion: 'cancelled' };
  if (ending.code === 0) return { ...ending, conclusion: 'success' };
  const how = ending.error ?? (ending.signal ? `killed by ${ending.signal}` : `exit code ${ending.code}`);
  return { ...ending, conclusion: 'failure', failureReason: clue === '' ? how : `${how}: ${clue}` };
}

/** Characters of a command line that name its job. */
const LONGEST_NAME = 80;

/** A job's name when it was given none: the command line, without the way to the program and without secrets. */
export function nameOf([program = '', ...args]: readonly string[], masker: Masker): string {
  const line = masker.mask([basename(program), ...args].join(' '));
  const words = line.replace(/[\p{Cc}\s]+/gu, ' ').trim() || 'command';
  return words.length <= LONGEST_NAME ? words : `${words.slice(0, LONGEST_NAME - 1).trimEnd()}…`;
}

/**
 * The command's environment. It writes to a pipe, where most tools leave out their colours; the page shows them, and so do
 * terminals and the logs of CI systems. `NO_COLOR` and `FORCE_COLOR` of the caller stand. Not `CLICOLOR_FORCE`: with it even
 * `ls` in a script's `$(ls)` writes colours.
 */
export function colourful(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env['NO_COLOR'] || env['FORCE_COLOR'] !== undefined ? env : { ...env, FORCE_COLOR: '1' };
}
