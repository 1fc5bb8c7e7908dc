import { isFailure, type Job, type Run, type Stage } from '../../protocol/index.ts';
import { lookOf } from '../shared/look.ts';
import { status } from '../shared/spoken.ts';
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
  const { stage, job } = failureOf(run);
  const where = isFailure(run.conclusion) && [stage?.name, job?.name].filter(Boolean).join(': ');
  return where ? tv(lang, 'story.failed', { where }) : tv(lang, 'story.ended', { status: status(run, lang) });
}

/** The first stage that failed, and its first job that did. */
export function failureOf({ stages, jobs }: Run): { stage: Stage | undefined; job: Job | undefined } {
  const stage = stages.find(({ conclusion }) => isFailure(conclusion));
  return { stage, job: jobs.find((job) => lookOf(job) === 'failure' && (!stage || job.stage === stage.id)) };
}

function stageNews(before: Run, after: Run, lang: string): string[] {
  const stage = after.stages.find(({ id }) => id === after.currentStage);
  return stage?.status === 'running' && before.currentStage !== stage.id
    ? [tv(lang, 'story.stage', { stage: stage.name })]
    : [];
}

function jobNews({ jobs: known }: Run, { jobs }: Run, lang: string): string[] {
  return jobs.flatMap((job, index) => {
    if (job === known[index]) return [];
    const was = known.find(({ id }) => id === job.id);
    const news = newsOf(job);
    return news === null || (was && newsOf(was) === news) ? [] : [tv(lang, news, { job: job.name })];
  });
}

function newsOf(job: Job): 'story.job' | 'story.waits' | null {
  if (lookOf(job) === 'failure') return 'story.job';
  return job.status === 'waiting' && job.waitReason === 'approval' ? 'story.waits' : null;
}
