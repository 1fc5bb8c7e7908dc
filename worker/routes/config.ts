import * as z from 'zod';
import { configSchema } from '../../protocol/config.schema.ts';
import type { Config, ConfigAnswer } from '../../protocol/index.ts';
import { cacheFor, type Call } from '../call.ts';
import { LIMITS, readJson } from '../http/body.ts';
import { etagOf, parseEntityTags } from '../http/etag.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { limit } from '../http/rate-limit.ts';
import { accepted } from '../http/refusal.ts';
import { json, jsonUnlessKnown } from '../http/reply.ts';
import { valid } from '../http/valid.ts';
import { refuseInsideTargets } from '../auth/targets.ts';
import { isRefusal } from '../pipeline/rpc.ts';

/** Any of the config's fields: what is left out stays as it is. Rules that span fields are the object's, which has them all. */
const partialConfig = z.strictObject(configSchema.shape).partial();

/** The fields that a config need not have. */
const OPTIONAL: ReadonlySet<string> = new Set(
  Object.entries(configSchema.shape).flatMap(([field, rules]) => (rules.safeParse(undefined).success ? [field] : [])),
);

export async function readConfig({ request, pipeline, config, caller }: Call): Promise<Response> {
  const current = await config();
  if (current === null) throw notFound(`pipeline ${pipeline}`);
  return jsonUnlessKnown(request, current, { etag: etagOf(current.revision), cache: cacheFor(caller, 'no-cache') });
}

/** Saves the config and starts a run with it, unless `?trigger=false`. */
export async function saveConfig(call: Call): Promise<Response> {
  const { request, url, object, pipeline, caller } = call;
  await limit('CONFIG_LIMIT', call);
  const config = parseConfig(await readJson(request, LIMITS.config));
  refuseInsideTargets(config, url);
  const expected = await expectedRevision(request, async () => (await object.config(pipeline))?.revision ?? null);
  const saved = accepted(await object.saveConfig(pipeline, { config, expected, author: caller.subject }));
  const wanted = url.searchParams.get('trigger') !== 'false';
  const run = wanted ? await object.trigger(pipeline, { actor: caller.subject }) : null;
  // A runner that starts runs elsewhere refuses; what was asked for, saving, is done all the same.
  const answer: ConfigAnswer = { config: saved, run: run === null || isRefusal(run) ? null : run };
  return json(answer, { etag: etagOf(saved.revision) });
}

/** Who saved what: for those who may save, not for every reader. */
export async function listRevisions({ object, pipeline, config }: Call): Promise<Response> {
  if ((await config()) === null) throw notFound(`pipeline ${pipeline}`);
  return json({ revisions: await object.revisions(pipeline) }, { cache: 'no-store' });
}

/**
 * A merge patch (RFC 7396) as far as fields go: null takes one out, any other value replaces it as a whole. A config that was
 * read carries its revision; the one that counts is in `If-Match`.
 */
function parseConfig(body: unknown): Partial<Config> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HttpProblem(422, 'The config must be a JSON object.', {
      errors: [{ path: '', message: 'is no object' }],
    });
  }
  const { revision: _revision, ...fields } = body as Record<string, unknown>;
  const removed = Object.keys(fields).filter((field) => fields[field] === null && OPTIONAL.has(field));
  const given = Object.fromEntries(Object.entries(fields).filter(([field]) => !removed.includes(field)));
  // JSON has no undefined: a field is either there, or null, or left out.
  const config = valid(partialConfig, given) as Partial<Config>;
  return { ...config, ...Object.fromEntries(removed.map((field) => [field, undefined])) };
}

/**
 * The revision that the caller believes to be current: null without `If-Match`, one that cannot be when no tag is ours. Only a
 * list and `*` need to know what is current; between here and the object's own comparison it may change, and that is a 412.
 */
async function expectedRevision(request: Request, current: () => Promise<number | null>): Promise<number | null> {
  const header = request.headers.get('if-match');
  if (header === null) return null;
  const tags = parseEntityTags(header);
  if (tags === null) throw new HttpProblem(400, 'If-Match must be an entity tag such as "7", or *.');
  const [only] = tags;
  if (tags.length === 1 && only !== '*') return revisionIn(only);
  const revision = (await current()) ?? NO_REVISION;
  return only === '*' || tags.some((tag) => revisionIn(tag) === revision) ? revision : NO_REVISION;
}

const NO_REVISION = -1;

/** Weak tags match nothing here: `If-Match` compares strongly (RFC 9110, section 13.1.1). */
const revisionIn = (tag: string | undefined): number =>
  Number(/^"(0|[1-9]\d{0,14})"$/.exec(tag ?? '')?.[1] ?? NO_REVISION);
