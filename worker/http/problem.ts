import { PROBLEM_TYPE, type Problem, type ProblemIssue } from '../../protocol/index.ts';

/** The reason phrases of RFC 9110 and RFC 6585: the titles of problems whose type is `about:blank` (RFC 9457, section 4.2.1). */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

interface ProblemExtras {
  errors?: readonly ProblemIssue[] | undefined;
  headers?: Readonly<Record<string, string>>;
  /** Extension members (RFC 9457, section 3.2): `current` of a failed precondition. */
  members?: Readonly<Record<string, unknown>>;
}

/** More than these are of no use to anyone, and a hostile body could have a million. */
const MAX_ISSUES = 100;

/** What went wrong with a request, thrown where it is known; `door.ts` makes the answer of it. */
export class HttpProblem extends Error {
  readonly status: ProblemStatus;
  readonly extras: ProblemExtras;

  constructor(status: ProblemStatus, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.status = status;
    this.extras = extras;
  }
}

export const notFound = (what: string): HttpProblem => new HttpProblem(404, `There is no ${what}.`);

export function problemResponse(problem: HttpProblem): Response {
  const { errors, headers, members } = problem.extras;
  const shown = errors?.slice(0, MAX_ISSUES);
  return respond(
    { ...outline(problem.status), detail: problem.message, ...(shown && { errors: shown }), ...members },
    headers,
  );
}

/** The answer to a fault of ours: nothing about it leaves the house. */
export const faultResponse = (): Response => respond(outline(500));

const outline = (status: ProblemStatus): Problem => ({ type: 'about:blank', title: TITLES[status], status });

function respond(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(problem, {
    status: problem.status,
    headers: { ...headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  });
}
