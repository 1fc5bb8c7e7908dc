import type { Env } from './env.ts';
import type { PipelineRpc } from './pipeline/rpc.ts';
import { relayName, type Place, type RelayedRpc, type RelayRpc } from './relay/rpc.ts';

/** The pipeline's Durable Object: its calls, and `fetch` for the socket of a viewer. */
export type PipelineObject = PipelineRpc & Pick<Fetcher, 'fetch'>;

/** Typed by our own contract: what the runtime's types make of the class turns every `readonly` and `unknown` into something else. */
export const pipelineObject = (env: Env, pipeline: string): PipelineObject =>
  env.PIPELINES.getByName(pipeline) as unknown as PipelineObject;

/** What a relay knows of its pipeline. */
export const relayedPipeline = (env: Env, pipeline: string): RelayedRpc => pipelineObject(env, pipeline);

/** An object that holds viewers of a pipeline: its calls, and `fetch` for the socket of a viewer. */
export const relayObject = (env: Env, place: Place): RelayRpc & Pick<Fetcher, 'fetch'> =>
  env.RELAYS.getByName(relayName(place)) as unknown as RelayRpc & Pick<Fetcher, 'fetch'>;
