import * as z from 'zod';
import type { RunAnswer, RunHead, TriggerRequest } from '../../protocol/index.ts';
import type { Call } from '../call.ts';
import { LIMITS, readJson } from '../http/body.ts';
import { limit } from '../http/rate-limit.ts';
import { accepted } from '../http/refusal.ts';
import { json } from '../http/reply.ts';
import { valid } from '../http/valid.ts';

const triggerRequest: z.ZodType<TriggerRequest> = z.strictObject({
  ref: z.string().min(1).max(1000).optional(),
  inputs: z.record(z.string().min(1).max(200), z.string().max(10_000)).optional(),
  idempotencyKey: z.string().min(1).max(256).optional(),
});

/** Starts a run. The body may be left out. */
export async function triggerRun(call: Call): Promise<Response> {
  const { request, object, pipeline, caller } = call;
  await limit('TRIGGER_LIMIT', call);
  const asked = valid(triggerRequest, await readJson(request, LIMITS.trigger, {}));
  const run = accepted(await object.trigger(pipeline, { ...asked, actor: caller.subject }));
  return underWay(pipeline, run);
}

export async function cancelRun(call: Call): Promise<Response> {
  const { object, pipeline, caller, id } = call;
  await limit('TRIGGER_LIMIT', call);
  return underWay(pipeline, accepted(await object.cancel(pipeline, id('run'), caller.subject)));
}

export async function rerunRun(call: Call): Promise<Response> {
  const { object, pipeline, caller, id } = call;
  await limit('TRIGGER_LIMIT', call);
  return underWay(pipeline, accepted(await object.rerun(pipeline, id('run'), caller.subject)));
}

function underWay(pipeline: string, run: RunHead): Response {
  const answer: RunAnswer = { run };
  const location = `/api/pipelines/${pipeline}/runs/${encodeURIComponent(run.id)}`;
  return json(answer, { status: 202, headers: { location } });
}
