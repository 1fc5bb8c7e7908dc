import type { PipelineEvent } from '../../protocol/index.ts';
import { HttpProblem } from '../http/problem.ts';
import { authorize, tokenOf, unauthorized, type Visit } from './access.ts';
import { isIdToken, verifyIdToken, type CiJob } from './id-tokens.ts';

/**
 * Lets in who may report: everyone with the scope `ingest`, and CI jobs of the projects that the config trusts, by the tokens
 * that their system gives them. Of such a job the answer is which one it is: it may speak of its own run and of no other.
 */
export async function admitReporter(visit: Visit): Promise<CiJob | null> {
  const { request, url, config } = visit;
  const token = tokenOf(request, url);
  if (token === null || !isIdToken(token)) {
    await authorize(visit, 'ingest');
    return null;
  }
  const job = await verifyIdToken(token, (await config())?.oidc ?? [], url.origin);
  if (job === null) {
    throw unauthorized(
      'The token is of no project that the config trusts for this, or it has expired.',
      'invalid_token',
    );
  }
  return job;
}

/** The events with the attempt that the token is of; 403 where one is of another run or attempt. */
export function ownEvents(job: CiJob | null, events: readonly PipelineEvent[]): readonly PipelineEvent[] {
  if (job === null) return events;
  return events.map((event) => {
    checkOwnRun(job, event.run);
    if (job.attempt === null || (event.event !== 'run' && event.event !== 'job')) return event;
    if (event.attempt !== undefined && event.attempt !== job.attempt) {
      throw notYours(`the attempt ${job.attempt} of ${job.run}`);
    }
    return { ...event, attempt: job.attempt };
  });
}

export function checkOwnRun(job: CiJob | null, run: string): void {
  if (job !== null && run !== job.run) throw notYours(`the run ${job.run}`);
}

const notYours = (what: string): HttpProblem => new HttpProblem(403, `The token only speaks of ${what}.`);
