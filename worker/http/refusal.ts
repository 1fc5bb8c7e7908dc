import { isRefusal, type Refusal } from '../pipeline/rpc.ts';
import { etagOf } from './etag.ts';
import { HttpProblem, type ProblemStatus } from './problem.ts';

const STATUSES: Readonly<Record<Refusal['refused'], ProblemStatus>> = {
  'not-found': 404,
  conflict: 409,
  'precondition-required': 428,
  'precondition-failed': 412,
  unsupported: 409,
  'too-large': 413,
  invalid: 422,
};

/** Hands the object's answer on, or throws its refusal as a problem. */
export function accepted<T extends object>(answer: T | Refusal): T {
  if (!isRefusal(answer)) return answer;
  const { refused, detail, errors, current } = answer;
  throw new HttpProblem(STATUSES[refused], detail, {
    errors,
    ...(current && { headers: { etag: etagOf(current.revision) }, members: { current } }),
  });
}
