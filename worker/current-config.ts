import { DEFAULT_PIPELINE, type ConfigDocument } from '../protocol/index.ts';
import type { Env } from './env.ts';
import { pipelineObject } from './pipeline-object.ts';

/** Where the object puts its replica of the config. */
export const configKey = (pipeline: string): string =>
  pipeline === DEFAULT_PIPELINE ? 'config' : `config:${pipeline}`;

/**
 * The config as readers see it: the replica at the edge, which may be behind the object by up to a minute, and the object
 * itself while there is none. Null for a pipeline that does not exist.
 */
export async function currentConfig(env: Env, pipeline: string): Promise<ConfigDocument | null> {
  const replica = await env.CONFIG.get<ConfigDocument>(configKey(pipeline), 'json');
  return replica ?? (await pipelineObject(env, pipeline).config(pipeline));
}
