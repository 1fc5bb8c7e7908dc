import { problemOf, unreachable, type Http, type HttpRequest } from '../http.ts';
import { localProblem, ProblemError } from '../problem.ts';
import { retryAfter } from '../refusal.ts';

/** A good answer. Rejects with a `ProblemError` otherwise. */
export async function fetchAnswer(http: Http, path: string, request?: HttpRequest): Promise<Response> {
  const response = await http.send(path, request).catch((error: unknown) => {
    throw new ProblemError(unreachable(error));
  });
  if (!response.ok) throw new ProblemError(await problemOf(response), retryAfter(response.headers));
  return response;
}

/** The JSON of a good answer. Rejects with a `ProblemError` otherwise. */
export async function fetchJson<T>(http: Http, path: string, request?: HttpRequest): Promise<T> {
  const response = await fetchAnswer(http, path, request);
  // The server answers to the same contract as we do; a proxy's page in its place is no JSON and rejects.
  return response.json().catch((error: unknown) => {
    throw new ProblemError(localProblem('The answer is not JSON', String(error)));
  }) as Promise<T>;
}
