import * as z from 'zod';
import { latestOf, sourceId, text, time } from '../lenient.ts';
import type { Mapping } from '../mapping.ts';
import { readPayload } from '../read.ts';
import { translate, type Words } from '../words.ts';

/**
 * Events of Cloudflare's Workers Builds, as a queue delivers them
 * (https://developers.cloudflare.com/workers/ci-cd/builds/event-subscriptions/).
 */

const payloadSchema = z.object({
  type: z.string(),
  source: z.object({ workerName: text }).optional().catch(undefined),
  metadata: z.object({ eventTimestamp: time }).optional().catch(undefined),
  payload: z.object({
    buildUuid: sourceId,
    buildOutcome: text,
    createdAt: time,
    runningAt: time,
    stoppedAt: time,
    buildTriggerMetadata: z
      .object({ branch: text, commitHash: text, commitMessage: text, author: text, buildTriggerSource: text })
      .optional()
      .catch(undefined),
  }),
});

export function mapWorkersBuilds(message: unknown): Mapping {
  const told = readPayload(payloadSchema, message);
  const word = /^cf\.workersBuilds\.worker\.build\.(\w+)$/.exec(told.type)?.[1];
  if (word === undefined) return { ignored: `no use for the event ${told.type.slice(0, 100)}` };
  const { buildUuid, buildOutcome, createdAt, runningAt, stoppedAt, buildTriggerMetadata: by } = told.payload;
  const state: Words = translate(buildOutcome ?? word);
  const run = `workers-builds:${buildUuid}`;
  // The event's own time may repeat that of the creation.
  const at = latestOf(told.metadata?.eventTimestamp, createdAt, runningAt, stoppedAt);
  const times = { startTime: runningAt, endTime: stoppedAt };
  return {
    events: [
      {
        event: 'run',
        run,
        at,
        ...state,
        title: by?.commitMessage ?? told.source?.workerName,
        ref: by?.branch,
        sha: by?.commitHash,
        actor: by?.author,
        trigger: by?.buildTriggerSource,
        createdTime: createdAt,
        ...times,
      },
      {
        event: 'job',
        run,
        job: 'build',
        name: `Build ${told.source?.workerName ?? ''}`.trim(),
        at,
        ...state,
        queuedTime: createdAt,
        ...times,
      },
    ],
  };
}
