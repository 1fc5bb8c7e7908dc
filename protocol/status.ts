/**
 * The status vocabulary. Two words, as GitHub's checks API has it: `status` says how far a thing is, `conclusion` how it
 * ended, and only a completed thing has one.
 */

export const STATUSES = ['created', 'queued', 'waiting', 'running', 'completed'] as const;
export type Status = (typeof STATUSES)[number];

export const CONCLUSIONS = ['success', 'failure', 'error', 'cancelled', 'timed_out', 'skipped', 'neutral'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/** The word for what we ended ourselves, because nothing was heard of it any more: `sourceStatus`, and then `failureReason`. */
export const LOST = 'lost';

/** The word for a run that we have asked another system for: `sourceStatus`, until its source or its jobs say more. */
export const ASKED = 'asked';

export const WAIT_REASONS = ['approval', 'manual', 'resource', 'schedule', 'dependency'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

const RANKS: Readonly<Record<Status, number>> = { created: 0, queued: 1, waiting: 1, running: 2, completed: 3 };

/** How far along a status is. Within one attempt a thing never goes down in rank; `queued` and `waiting` may alternate. */
export const rankOf = (status: Status): number => RANKS[status];

/** Worst last: the conclusion of a group is the worst that one of its members has. */
const BY_SEVERITY: readonly Conclusion[] = [
  'skipped',
  'neutral',
  'success',
  'cancelled',
  'timed_out',
  'failure',
  'error',
];

/** 0 for the mildest; -1 for none. */
export const severityOf = (conclusion: Conclusion | null): number =>
  conclusion === null ? -1 : BY_SEVERITY.indexOf(conclusion);

/** The conclusion of a group of completed things, `null` for an empty group. */
export function worstConclusion(conclusions: Iterable<Conclusion>): Conclusion | null {
  let worst = -1;
  for (const conclusion of conclusions) worst = Math.max(worst, severityOf(conclusion));
  return BY_SEVERITY[worst] ?? null;
}

/** True for the conclusions that should look and sound like a failure. */
export const isFailure = (conclusion: Conclusion | null): boolean =>
  conclusion === 'failure' || conclusion === 'error' || conclusion === 'timed_out';

export const isConclusion = (word: unknown): word is Conclusion =>
  CONCLUSIONS.some((conclusion) => conclusion === word);
