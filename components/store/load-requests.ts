import { unreachable } from './http.ts';
import { ProblemError } from './problem.ts';

/**
 * What the server is asked besides the stream: a page that only watches the newest run never needs it. Rejects with a
 * `ProblemError`, as the requests themselves do.
 */
export const loadRequests = (): Promise<typeof import('./requests/index.ts')> =>
  import('./requests/index.ts').catch((error: unknown) => {
    throw new ProblemError(unreachable(error));
  });
