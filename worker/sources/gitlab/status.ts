import type { Conclusion } from '../../../protocol/index.ts';
import { translate, type Words } from '../words.ts';

const STATUSES: ReadonlyMap<string, Words> = new Map([
  ['pending', { status: 'queued' }],
  ['scheduled', { status: 'waiting', waitReason: 'schedule' }],
  // Of a deployment. One approval may not be enough, and then somebody still has to start it.
  ['approved', { status: 'waiting', waitReason: 'approval' }],
  ['rejected', { status: 'completed', conclusion: 'cancelled' }],
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

/** A reason is believed only of what failed: GitLab sends `unknown_failure` with jobs that succeeded. Nothing without a status. */
export function gitlabState(status: string | null, reason?: string): GitlabState | undefined {
  if (status === null) return undefined;
  const state = translate(status, STATUSES);
  if (state.conclusion !== 'failure') return state;
  return { ...state, conclusion: REASONS.get(reason ?? '') ?? 'failure', failureReason: reason };
}
