import type { Conclusion } from '../../../protocol/index.ts';
import { translate, type Words } from '../words.ts';

const STATUSES: ReadonlyMap<string, Words> = new Map([
  ['pending', { status: 'queued' }],
  ['scheduled', { status: 'waiting', waitReason: 'schedule' }],
]);

/** Why a job failed, where that makes another conclusion of it than `failure`: the runner's fault is not the code's. */
const REASONS: ReadonlyMap<string, Conclusion> = new Map([
  ['runner_system_failure', 'error'],
  ['stuck_or_timeout_failure', 'error'],
  ['stuck_pending', 'error'],
  ['runner_unsupported', 'error'],
  ['scheduler_failure', 'error'],
  ['data_integrity_failure', 'error'],
  ['api_failure', 'error'],
  ['unmet_prerequisites', 'error'],
  ['job_execution_timeout', 'timed_out'],
]);

export interface GitlabState extends Words {
  failureReason?: string | undefined;
}

/** A reason is believed only of what failed: GitLab sends `unknown_failure` with jobs that succeeded. */
export function gitlabState(status: string, reason?: string): GitlabState {
  const state = translate(status, STATUSES);
  if (state.conclusion !== 'failure') return state;
  return { ...state, conclusion: REASONS.get(reason ?? '') ?? 'failure', failureReason: reason };
}
