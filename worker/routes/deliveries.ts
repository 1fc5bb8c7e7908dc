import type { Call } from '../call.ts';
import { notFound } from '../http/problem.ts';
import { json } from '../http/reply.ts';

/** What came, what became of it, and why; newest first. */
export async function listDeliveries({ object, pipeline }: Call): Promise<Response> {
  const deliveries = await object.deliveries(pipeline);
  if (deliveries === null) throw notFound(`pipeline ${pipeline}`);
  return json({ deliveries });
}
