import type * as z from 'zod';
import { jsonPointer, type ProblemIssue } from '../../protocol/index.ts';
import { HttpProblem } from './problem.ts';

/** The value as the schema reads it, or a 422 that names each field that is wrong. */
export function valid<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new HttpProblem(422, 'The body does not fit the schema.', { errors: issuesOf(result.error) });
}

const issuesOf = (error: z.ZodError): ProblemIssue[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: jsonPointer([...issue.path, key]), message: 'is not known here' }))
      : [{ path: jsonPointer(issue.path), message: issue.message }],
  );
