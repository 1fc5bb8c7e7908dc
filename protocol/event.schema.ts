import * as z from 'zod';
import { isId } from './access.ts';
import type { PipelineEvent } from './event.ts';
import { LOG_TYPES } from './log.ts';
import { CONCLUSIONS, STATUSES, WAIT_REASONS } from './status.ts';

/** What a source may send. Sizes are bounded here, at the door: names 1,000 characters, 1,000 steps, 1,000 needs. */

export const id = z.string().refine(isId, 'must be 1 to 256 printable characters without white space at its ends');
const text = z.string().max(1000);
const time = z.int().nonnegative();
const httpUrl = z.url({ protocol: /^https?$/ }).max(2000);
const attempt = z.int().min(1).max(1000);

const base = { run: id, id: z.string().min(1).max(256).optional(), at: time.optional() };
const progressing = {
  attempt: attempt.optional(),
  status: z.enum(STATUSES).optional(),
  conclusion: z.enum(CONCLUSIONS).nullish(),
};
const waitReason = z.enum(WAIT_REASONS).nullish();

const runEvent = z.object({
  event: z.literal('run'),
  ...base,
  ...progressing,
  ref: text.optional(),
  sha: text.optional(),
  title: text.optional(),
  actor: text.optional(),
  trigger: text.optional(),
  url: httpUrl.optional(),
  waitReason,
  failureReason: text.optional(),
  sourceStatus: text.optional(),
  createdTime: time.optional(),
  startTime: time.optional(),
  endTime: time.optional(),
  stages: z.array(id).max(50).optional(),
  graph: z
    .object({
      origin: z.enum(['workflow', 'config', 'history', 'stages', 'inferred']),
      unplaced: z.array(id).max(5000),
    })
    .optional(),
});

const step = z.object({
  number: z.int().nonnegative(),
  name: text,
  status: z.enum(STATUSES),
  conclusion: z.enum(CONCLUSIONS).nullish(),
  startTime: time.nullish(),
  endTime: time.nullish(),
});

const jobEvent = z.object({
  event: z.literal('job'),
  ...base,
  ...progressing,
  job: id,
  externalId: text.optional(),
  nickname: z.boolean().optional(),
  name: text.min(1).optional(),
  group: text.optional(),
  stage: id.optional(),
  needs: z.array(id).max(1000).optional(),
  progress: z.number().min(0).max(100).optional(),
  allowFailure: z.boolean().optional(),
  waitReason,
  environment: text.optional(),
  runner: text.optional(),
  failureReason: text.optional(),
  sourceStatus: text.optional(),
  queuedTime: time.optional(),
  startTime: time.optional(),
  endTime: time.optional(),
  steps: z.array(step).max(1000).optional(),
});

const deploymentEvent = z.object({
  event: z.literal('deployment'),
  ...base,
  deployment: id,
  environment: text.optional(),
  status: z.enum(STATUSES).optional(),
  conclusion: z.enum(CONCLUSIONS).nullish(),
  url: httpUrl.optional(),
  sha: text.optional(),
});

const logEvent = z.object({
  event: z.literal('log'),
  ...base,
  message: z.string().max(1_000_000),
  type: z.enum(LOG_TYPES).optional(),
  stage: id.optional(),
  job: id.optional(),
  step: z.int().nonnegative().optional(),
  timestamp: time.optional(),
});

export const pipelineEvent = z.discriminatedUnion('event', [
  runEvent,
  jobEvent,
  deploymentEvent,
  logEvent,
]) satisfies z.ZodType<PipelineEvent>;
