import type { Conclusion, Status, WaitReason } from '../../protocol/index.ts';

/** What a status looks like: a colour and a shape. Fewer than there are words, the words say the rest. */
export type Look =
  | 'created'
  | 'queued'
  | 'waiting'
  | 'running'
  | 'success'
  | 'failure'
  | 'allowed'
  | 'skipped'
  | 'cancelled'
  | 'neutral';

/** Anything that has a status: a run, stage, job, step, deployment or attempt. */
export interface Progressing {
  readonly status: Status;
  readonly conclusion: Conclusion | null;
  readonly waitReason?: WaitReason | null;
  readonly allowFailure?: boolean;
}

const ENDS: Readonly<Record<Conclusion, Look>> = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  timed_out: 'failure',
  cancelled: 'cancelled',
  skipped: 'skipped',
  neutral: 'neutral',
};

export function lookOf({ status, conclusion, allowFailure }: Progressing): Look {
  if (status !== 'completed') return status;
  const look = ENDS[conclusion ?? 'neutral'];
  return look === 'failure' && allowFailure ? 'allowed' : look;
}
