import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { id } from '../protocol/event.schema.ts';
import { jsonPointer } from '../protocol/index.ts';
import { UsageError } from './usage.ts';

/** What `exec` runs: jobs, each a command, and which of them come after which. */

/** What a system call takes. */
const word = z.string().refine((text) => !text.includes('\0'), 'must not contain U+0000');

const job = z.strictObject({
  id,
  name: z.string().min(1).max(1000).optional(),
  stage: id,
  command: z.union([word.min(1), z.tuple([word.min(1)], word)]),
  needs: z.array(id).default([]),
  allowFailure: z.boolean().default(false),
  env: z.record(word, word).default({}),
  cwd: word.min(1).optional(),
});

export type JobDefinition = z.infer<typeof job>;

const pipelineFile = z
  .strictObject({ $schema: z.string().optional(), title: z.string().max(1000).optional(), jobs: z.array(job).min(1) })
  .superRefine(({ jobs }, context) => {
    const ids = new Set(jobs.map((each) => each.id));
    const complain = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', path: ['jobs', ...path], message });
    jobs.forEach((each, index) => {
      if (jobs.findIndex((other) => other.id === each.id) < index) complain('is used twice', index, 'id');
      each.needs.forEach((need, at) => ids.has(need) || complain('names no job', index, 'needs', at));
    });
    const stuck = unsortable(jobs);
    if (stuck.length > 0) complain(`need each other in a circle: ${stuck.join(', ')}`);
  });

export interface PipelineFile {
  title: string | undefined;
  /** Every job after the ones that it needs. */
  jobs: JobDefinition[];
}

export function readPipelineFile(path: string): PipelineFile {
  const result = pipelineFile.safeParse(parseFile(path));
  if (result.success) return { title: result.data.title, jobs: sorted(result.data.jobs) };
  const issues = result.error.issues.map((issue) => `  ${jsonPointer(issue.path) || '/'}: ${issue.message}`);
  throw new UsageError(`${path} is not a pipeline file:\n${issues.join('\n')}`);
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Node = Pick<JobDefinition, 'id' | 'needs'>;

/** In the file's order as far as `needs` allow. Jobs in a circle, and what needs them, are left out. */
function sorted<J extends Node>(jobs: readonly J[]): J[] {
  const order = new Set<J>();
  const ids = new Set<string>();
  for (let before = -1; before < order.size;) {
    before = order.size;
    for (const job of jobs) {
      if (order.has(job) || !job.needs.every((need) => ids.has(need))) continue;
      order.add(job);
      ids.add(job.id);
    }
  }
  return [...order];
}

/** Needs that name no job are complained of elsewhere, so they do not count here. */
function unsortable(jobs: readonly Node[]): string[] {
  const ids = new Set(jobs.map((each) => each.id));
  const known = jobs.map(({ id, needs }) => ({ id, needs: needs.filter((need) => ids.has(need)) }));
  const order = new Set(sorted(known));
  return known.filter((each) => !order.has(each)).map((each) => each.id);
}
