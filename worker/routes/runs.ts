import type { RunPage } from '../../protocol/index.ts';
import { archivedRun, archivedRuns } from '../archive/read.ts';
import { cacheFor, cacheForGood, type Call } from '../call.ts';
import { etagOf } from '../http/etag.ts';
import { notFound } from '../http/problem.ts';
import { integerIn } from '../http/query.ts';
import { json, jsonUnlessKnown } from '../http/reply.ts';
import { digestOf } from '../sources/payload.ts';

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;

/** The pipeline as it stands: the head of its config, its newest run, how many watch. */
export async function readState({ request, object, pipeline, caller }: Call): Promise<Response> {
  const answer = await object.state(pipeline);
  if (answer === null) throw notFound(`pipeline ${pipeline}`);
  const { etag, state } = answer;
  return jsonUnlessKnown(request, state, { etag: etagOf(etag), cache: cacheFor(caller, 'no-cache') });
}

/** Newest first: what the object still has, then what the archive has. */
export async function listRuns(call: Call): Promise<Response> {
  const limit = integerIn(call.url, 'limit', { min: 1, max: LARGEST_PAGE }) ?? DEFAULT_PAGE;
  const before = integerIn(call.url, 'before', { min: 1, max: Number.MAX_SAFE_INTEGER });
  return json(await pageOf(call, limit, before), { cache: cacheFor(call.caller, 'no-cache') });
}

async function pageOf({ object, env, pipeline }: Call, limit: number, before: number | null): Promise<RunPage> {
  const here = await object.runs(pipeline, { limit, before });
  if (here === null) throw notFound(`pipeline ${pipeline}`);
  if (here.next !== null) return here;
  const oldest = here.runs.at(-1)?.number ?? before;
  const room = limit - here.runs.length;
  if (room === 0) return { runs: here.runs, next: String(oldest) };
  const older = await archivedRuns(env.DB, pipeline, { limit: room, before: oldest });
  return { runs: [...here.runs, ...older.runs], next: older.next };
}

export async function readRun({ request, object, env, pipeline, caller, id }: Call): Promise<Response> {
  const name = id('run');
  const atHand = await object.run(pipeline, name);
  const run = atHand ?? (await archivedRun(env.DB, pipeline, name));
  if (run === null) throw notFound(`run ${name}`);
  // One that is at hand can still change when it has ended: it can be run again, and late news of it may come.
  const cache = atHand ? cacheFor(caller, 'no-cache') : cacheForGood(caller);
  const etag = etagOf(await digestOf(new TextEncoder().encode(JSON.stringify(run))));
  return jsonUnlessKnown(request, run, { etag, cache, headers: { vary: 'authorization' } });
}
