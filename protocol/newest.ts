import type { Millis, RunOrigin, RunScalars } from './run.ts';

type Age = Pick<RunScalars, 'number' | 'endTime'> & Pick<RunOrigin, 'createdTime'>;

/** When a run was made, as far as that is known: of some it is only told that they ended. */
export const madeAt = ({ createdTime, endTime }: Age): Millis => createdTime ?? endTime ?? 0;

/**
 * The newest run is the one that was made last, not the one that was heard of last: a webhook of last week may be delivered
 * again today. Of those made at one time it is the one heard of last.
 */
export const newestFirst = (a: Age, b: Age): number => madeAt(b) - madeAt(a) || b.number - a.number;
