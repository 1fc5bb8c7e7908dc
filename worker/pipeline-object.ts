import type { Env } from './env.ts';
import type { PipelineRpc } from './pipeline/rpc.ts';

/** The pipeline's Durable Object: its calls, and `fetch` for the socket of a viewer. */
export type PipelineObject = PipelineRpc & Pick<Fetcher, 'fetch'>;

/** Typed by our own contract: what the runtime's types make of the class turns every `readonly` and `unknown` into something else. */
export const pipelineObject = (env: Env, pipeline: string): PipelineObject =>
  env.PIPELINES.getByName(pipeline) as unknown as PipelineObject;
