import * as z from 'zod';
import { id } from './event.schema.ts';
import type { RunnerConfig } from './runner.ts';

const ref = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .default('main')
  .describe('The branch or tag, where a trigger names none.');
const values = z.record(z.string().min(1).max(200), z.string().max(10_000)).default({});

const allow = z
  .object({
    refs: z
      .array(z.string().min(1).max(255))
      .max(100)
      .default([])
      .describe('Branches and tags; * stands for any characters.'),
    inputs: z.array(z.string().min(1).max(200)).max(100).default([]).describe('Names of inputs.'),
  })
  .prefault({})
  .describe('What whoever triggers a run may choose.');

const simulated = z.object({
  kind: z.literal('simulated'),
  duration: z.int().min(100).max(3_600_000).default(15_000).describe('Milliseconds that a whole run takes.'),
  failAt: id.optional().describe('The id of a stage whose job fails.'),
  retries: z.int().min(0).max(5).default(0).describe('How often a failing job is tried again; the last try succeeds.'),
  matrix: z
    .array(z.string().min(1).max(100))
    .max(64)
    .default([])
    .describe('Runs the test stage once for each of these.'),
});

/** A segment of a path that leads nowhere else: neither `.` nor `..`. */
const SEGMENT = String.raw`(?!\.{1,2}(?:/|$))[\w.-]{1,100}`;

const github = z.object({
  kind: z.literal('github'),
  repository: z
    .string()
    .regex(new RegExp(`^${SEGMENT}/${SEGMENT}$`), 'must be owner/name')
    .describe('owner/name'),
  workflow: z
    .string()
    .regex(/^(?:\d{1,15}|[\w-][\w.-]{0,99}\.ya?ml)$/, 'must be the name of a file in .github/workflows, or a number')
    .describe('Its file in .github/workflows, or its number.'),
  ref,
  inputs: values.describe('Inputs of every run.'),
  nonceInput: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('An input that the workflow shows in its run-name, to tell its runs apart on GitHub Enterprise Server.'),
  allow,
});

const gitlab = z.object({
  kind: z.literal('gitlab'),
  project: z
    .string()
    .max(255)
    .regex(new RegExp(String.raw`^(?:\d{1,15}|${SEGMENT}(?:/${SEGMENT})+)$`), 'must be a number, or group/name')
    .describe('Its number, or its path: group/name.'),
  ref,
  variables: values.describe('Variables of every pipeline.'),
  allow,
});

/** Names of their own: what they are set to is sent requests, and no other secret must come into that position. */
const SECRET_NAME = /^TRIGGER_URL(?:_[A-Z0-9]+)*$/;

const webhook = z.object({
  kind: z.literal('webhook'),
  url: z
    .string()
    .max(2000)
    .refine(isTarget, 'must be an https address without a name and a password')
    .optional()
    .describe('Where to post to. An address that is a secret itself belongs into urlSecret.'),
  urlSecret: z
    .string()
    .max(100)
    .regex(SECRET_NAME, 'must be TRIGGER_URL, or begin with TRIGGER_URL_')
    .optional()
    .describe('The name of the Worker’s secret that holds the address, such as TRIGGER_URL.'),
  signed: z.boolean().default(true).describe('Signed with TRIGGER_SIGNING_SECRET by the rules of Standard Webhooks.'),
  ref,
  inputs: values.describe('Sent with every run.'),
  allow,
});

export const runner = z
  .discriminatedUnion('kind', [simulated, z.object({ kind: z.literal('external') }), github, gitlab, webhook])
  .superRefine((chosen, context) => {
    if (chosen.kind !== 'webhook' || (chosen.url === undefined) !== (chosen.urlSecret === undefined)) return;
    context.addIssue({ code: 'custom', path: ['url'], message: 'set either url or urlSecret' });
  }) satisfies z.ZodType<RunnerConfig>;

/** https, or http on this machine; credentials would be shown to every reader of the config. */
function isTarget(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && local)) && username === '' && password === '';
}
