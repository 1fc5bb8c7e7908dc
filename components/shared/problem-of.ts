import type { Problem } from '../../protocol/index.ts';

/**
 * The problem that an action of a store was rejected with. Known by its shape: the store may come from another copy of the
 * package, whose `ProblemError` is another class. Anything else is a fault, and is thrown on.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && error.name === 'ProblemError' && 'problem' in error) return error.problem as Problem;
  throw error;
}
