import * as z from 'zod';
import type { JobEvent, RunEvent } from '../../../protocol/index.ts';
import { httpUrl, sourceId, text, time, toId } from '../lenient.ts';
import type { Mapping } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { translate } from '../words.ts';

/** https://circleci.com/docs/outbound-webhooks: only ends are told, so a run appears when its first job has ended. */

const workflow = z.object({ id: sourceId, name: text, status: text, url: httpUrl, created_at: time, stopped_at: time });

const payloadSchema = z.object({
  type: z.string(),
  happened_at: time,
  workflow,
  job: z
    .object({ id: sourceId, name: z.string().min(1), status: z.string(), started_at: time, stopped_at: time })
    .optional(),
  pipeline: z
    .object({
      vcs: z
        .object({
          branch: text,
          revision: text,
          commit: z
            .object({ subject: text, author: z.object({ name: text }).optional().catch(undefined) })
            .optional()
            .catch(undefined),
        })
        .optional()
        .catch(undefined),
      trigger: z.object({ type: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export function mapCircleci(payload: unknown): Mapping {
  const told = readPayload(payloadSchema, payload);
  const head = runEvent(told);
  if (told.type === 'workflow-completed') {
    return { events: [{ ...head, ...translate(told.workflow.status ?? ''), endTime: told.workflow.stopped_at }] };
  }
  if (told.type === 'job-completed' && told.job) {
    const { job } = told;
    const event: JobEvent = {
      event: 'job',
      run: head.run,
      job: toId(job.name),
      externalId: job.id,
      name: job.name.slice(0, 1000),
      at: told.happened_at,
      ...translate(job.status),
      startTime: job.started_at,
      endTime: job.stopped_at,
    };
    // A job that has ended is the only sign that the workflow has begun.
    return { events: [{ ...head, status: 'running' }, event] };
  }
  return { ignored: `no use for the event ${told.type.slice(0, 100)}` };
}

function runEvent({ workflow: told, pipeline, happened_at }: z.infer<typeof payloadSchema>): RunEvent {
  return {
    event: 'run',
    run: `circleci:${told.id}`,
    at: happened_at,
    title: pipeline?.vcs?.commit?.subject ?? told.name,
    actor: pipeline?.vcs?.commit?.author?.name,
    ref: pipeline?.vcs?.branch,
    sha: pipeline?.vcs?.revision,
    trigger: pipeline?.trigger?.type,
    url: told.url,
    createdTime: told.created_at,
    startTime: told.created_at,
  };
}
