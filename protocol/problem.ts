/** RFC 9457, `application/problem+json`: how every error of the API looks. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string | undefined;
  /** Where the input was wrong; `path` is a JSON Pointer (RFC 6901). */
  errors?: readonly ProblemIssue[] | undefined;
}

export interface ProblemIssue {
  path: string;
  message: string;
}

export const PROBLEM_TYPE = 'application/problem+json';

/** The path of a value inside a document as a JSON Pointer. */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
