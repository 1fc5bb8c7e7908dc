import type { EventsAnswer, IgnoredAnswer } from '../../protocol/index.ts';
import type { Arrival } from '../call.ts';
import { HttpProblem } from '../http/problem.ts';
import { accepted } from '../http/refusal.ts';
import { json } from '../http/reply.ts';
import type { Delivered } from '../pipeline/rpc.ts';
import { UnreadablePayload } from '../sources/mapping.ts';

/** A delivery on its way in; what is known of it grows as it is read. */
export interface Incoming {
  readonly source: string;
  event: string;
}

/** Does the work on a delivery. Where it may not come in, the list of deliveries says why, and so does the answer. */
export async function receive(
  { object, pipeline }: Arrival,
  incoming: Incoming,
  work: () => Promise<readonly Delivered[]>,
): Promise<Response> {
  try {
    return answer(accepted(await object.deliver(pipeline, await work())));
  } catch (error) {
    const problem = error instanceof UnreadablePayload ? unreadable(error) : error;
    if (problem instanceof HttpProblem) await object.reject(pipeline, { ...incoming, why: problem.message });
    throw problem;
  }
}

const unreadable = ({ message, issues }: UnreadablePayload): HttpProblem =>
  new HttpProblem(422, message, { errors: issues });

const answer = (delivered: EventsAnswer | IgnoredAnswer): Response => json(delivered, { status: 202 });
