import type { IRequest } from 'itty-router';
import { DEFAULT_PIPELINE, isId, isPipelineSlug, type Scope } from '../protocol/index.ts';
import { authorize, type Caller, type Visit } from './auth/access.ts';
import { currentConfig } from './current-config.ts';
import type { Env } from './env.ts';
import { notFound } from './http/problem.ts';
import { pipelineObject, type PipelineObject } from './pipeline-object.ts';

/** A request to a pipeline, of which only the route's handler can say whether it may pass. */
export interface Arrival extends Visit {
  object: PipelineObject;
  /** An id in the path, decoded; 404 for what cannot be one. */
  id(name: 'run' | 'job' | 'source'): string;
}

/** A request to a pipeline that has passed the door: it may do what its route does. */
export interface Call extends Arrival {
  caller: Caller;
}

type Handler<Asked> = (asked: Asked) => Response | Promise<Response>;

/** A route of a pipeline, open to callers who have the scope. */
export const on = (scope: Scope, handler: Handler<Call>) =>
  unguarded(async (arrival) => handler({ ...arrival, caller: await authorize(arrival, scope) }));

/** A route of a pipeline whose handler looks at the credentials itself. Short routes take `?pipeline=`, or mean the default. */
export const unguarded =
  (handler: Handler<Arrival>) =>
  async (request: IRequest, env: Env): Promise<Response> => {
    const url = new URL(request.url);
    const pipeline = request.params['pipeline'] ?? url.searchParams.get('pipeline') ?? DEFAULT_PIPELINE;
    if (!isPipelineSlug(pipeline)) throw notFound('pipeline of this name');
    request['pipeline'] = pipeline; // For the line in the Worker's log.
    const config = once(() => currentConfig(env, pipeline));
    const object = pipelineObject(env, pipeline);
    return handler({ request, url, env, pipeline, config, object, id: (name) => idOf(request, name) });
  };

function idOf(request: IRequest, name: string): string {
  const id = decoded(request.params[name] ?? '');
  if (id === null || !isId(id)) throw notFound(`${name} of this name`);
  return id;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

/** Seconds. */
const DAY = 86_400;

/**
 * `Cache-Control` of what does not change any more: for every cache where everyone may read it, else for the reader's own. A
 * day only, because a source may run again under its old id what is long gone from here.
 */
export const cacheForGood = (caller: Caller): string =>
  `${caller.public ? 'public' : 'private'}, max-age=${DAY}, immutable`;

/** `Cache-Control` of what a viewer reads: `kept` where everyone may read it, nothing where it took a token. */
export const cacheFor = (caller: Caller, kept: string): string => (caller.public ? kept : 'no-store');
