import { isFailure, type Job, type Run } from '../../protocol/index.ts';
import { lookOf } from '../shared/look.ts';
import { tv } from './strings.ts';

/** What is worth saying aloud about how one run became the other, in few words; empty for the many changes that are not. */
export function tell(before: Run | null, after: Run, lang: string): string[] {
  if (before?.id !== after.id) {
    return before === null || after.status === 'completed' ? [] : [tv(lang, 'story.started', { number: after.number })];
  }
  if (after.attempt > before.attempt) return [tv(lang, 'story.again', { number: after.attempt })];
  if (after.status === 'completed') return before.status === 'completed' ? [] : [outcome(after, lang)];
  return [...stageNews(before, after, lang), ...jobNews(before, after, lang)];
}

function outcome(run: Run, lang: string): string {
  if (run.conclusion === 'success') return tv(lang, 'story.succeeded');
  if (run.conclusion === 'cancelled') return tv(lang, 'story.cancelled');
  if (!isFailure(run.conclusion)) return tv(lang, 'story.ended');
  const stage = failedStage(run);
  if (!stage) return tv(lang, 'story.failed');
  const job = run.jobs.find((job) => job.stage === stage.id && lookOf(job) === 'failure');
  return job
    ? tv(lang, 'story.failed.job', { stage: stage.name, job: job.name })
    : tv(lang, 'story.failed.stage', { stage: stage.name });
}

/** The first stage that failed. */
export const failedStage = (run: Run) => run.stages.find((stage) => isFailure(stage.conclusion));

function stageNews(before: Run, after: Run, lang: string): string[] {
  const stage = after.stages.find(({ id }) => id === after.currentStage);
  return stage?.status === 'running' && before.currentStage !== stage.id
    ? [tv(lang, 'story.stage', { stage: stage.name })]
    : [];
}

function jobNews(before: Run, after: Run, lang: string): string[] {
  if (before.jobs === after.jobs) return [];
  const known = new Map(before.jobs.map((job) => [job.id, job]));
  return after.jobs.flatMap((job) => {
    const was = known.get(job.id);
    if (was === job) return [];
    if (lookOf(job) === 'failure')
      return was && lookOf(was) === 'failure' ? [] : [tv(lang, 'story.job', { job: job.name })];
    return needsApproval(job) && !(was && needsApproval(was)) ? [tv(lang, 'story.waits', { job: job.name })] : [];
  });
}

const needsApproval = ({ status, waitReason }: Job): boolean => status === 'waiting' && waitReason === 'approval';
