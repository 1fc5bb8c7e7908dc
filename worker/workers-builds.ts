import { DEFAULT_PIPELINE, isPipelineSlug } from '../protocol/index.ts';
import type { Env } from './env.ts';
import { isRefusal, type Delivered } from './pipeline/rpc.ts';
import { pipelineObject } from './pipeline-object.ts';
import { UnreadablePayload } from './sources/mapping.ts';
import { mapWorkersBuilds } from './sources/others/workers-builds.ts';

const SOURCE = 'workers-builds';

/**
 * Takes what Cloudflare's Workers Builds puts into a queue of this account, where nobody else can write. A message that we
 * cannot read is not sent again; one that the pipeline cannot take now is.
 */
export async function takeBuilds(batch: MessageBatch, env: Env): Promise<void> {
  const wanted = env.WORKERS_BUILDS_PIPELINE ?? '';
  const pipeline = isPipelineSlug(wanted) ? wanted : DEFAULT_PIPELINE;
  const object = pipelineObject(env, pipeline);
  for (const message of batch.messages) {
    const { id: key, body } = message;
    const event = typeOf(body);
    try {
      const delivered: Delivered = { source: SOURCE, key, event, mapping: mapWorkersBuilds(body) };
      const answer = await object.deliver(pipeline, [delivered]);
      if (isRefusal(answer)) throw new Error(answer.detail);
      message.ack();
    } catch (error) {
      if (error instanceof UnreadablePayload) {
        await object.reject(pipeline, { source: SOURCE, event, why: error.message });
        message.ack();
      } else {
        console.error({ message: 'A build could not be delivered yet.', pipeline, error: String(error) });
        message.retry({ delaySeconds: 30 });
      }
    }
  }
}

const typeOf = (body: unknown): string => {
  const type: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'type') : null;
  return typeof type === 'string' ? type : 'unknown';
};
