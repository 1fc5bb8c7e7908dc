import type { Env } from '../env.ts';
import { pipelineObject, relayObject } from '../pipeline-object.ts';
import { ELSEWHERE } from '../pipeline/viewers.ts';

/**
 * Asks the pipeline's object for a viewer's socket, and then the relay that it names when it has no room. A relay may answer with
 * the stream itself.
 */
export async function viewerSocket(env: Env, pipeline: string, query: Record<string, string>): Promise<Response> {
  const asked = new URLSearchParams({ pipeline, ...query });
  const answer = await knock(pipelineObject(env, pipeline), asked);
  if (answer.status !== ELSEWHERE) return answer;
  const relay = Number(await answer.text());
  asked.set('relay', String(relay));
  return knock(relayObject(env, { pipeline, relay }), asked);
}

const knock = (object: Pick<Fetcher, 'fetch'>, query: URLSearchParams): Promise<Response> =>
  object.fetch(`https://pipeline/socket?${query.toString()}`, { headers: { upgrade: 'websocket' } });
