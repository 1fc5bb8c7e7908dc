import type { Problem } from '../../protocol/index.ts';

/** An error of the API, or of the way to it (`status` 0). */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** So long the server wants not to be asked again (ms). */
  readonly retryAfter: number;

  constructor(problem: Problem, retryAfter = 0) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** A problem that arose on this side of the network: `status` 0. */
export const localProblem = (title: string, detail?: string): Problem => ({
  type: 'about:blank',
  title,
  status: 0,
  ...(detail === undefined ? {} : { detail }),
});
