import { translate, type Words } from '../words.ts';

/** GitHub's own senses: a job that is `pending` waits for a deployment or a concurrency group. */
const STATUSES: ReadonlyMap<string, Words> = new Map([['pending', { status: 'waiting', waitReason: 'resource' }]]);

/** A fork's run that somebody must allow ends as `action_required` and is taken up again later: it waits. */
const CONCLUSIONS: ReadonlyMap<string, Words> = new Map([
  ['action_required', { status: 'waiting', waitReason: 'approval' }],
]);

/**
 * The object's `status` and `conclusion`; never the delivery's `action`, which says what happened and not what is. Nothing
 * where neither is there.
 */
export function githubState(status: string | null, conclusion: string | null): Words | undefined {
  if (status === null ? conclusion !== null : status.toLowerCase() === 'completed') {
    return translate(conclusion ?? 'neutral', CONCLUSIONS);
  }
  return status === null ? undefined : translate(status, STATUSES);
}

/** A deployment's `state`. */
export const deploymentState = (state: string): Words => translate(state, new Map([['pending', { status: 'queued' }]]));
