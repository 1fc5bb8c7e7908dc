import type { JobEvent, LogEvent, PipelineEvent, StepFacts } from '../../protocol/index.ts';
import type { SimulatedJob } from './jobs.ts';
import type { Line } from './script.ts';

/** How a job goes: in how many moments, counted from which attempt, and how often it is tried. All tries but the last fail. */
export interface Course {
  run: string;
  moments: number;
  firstAttempt: number;
  tries: number;
  succeeds: boolean;
}

/** The events of each moment of a job's life. */
export function playJob(job: SimulatedJob, course: Course): PipelineEvent[][] {
  const { run, moments, firstAttempt, tries, succeeds } = course;
  return Array.from({ length: tries }, (_, index) => {
    const attempt = firstAttempt + index;
    const last = index === tries - 1;
    const share = Math.floor((moments * (index + 1)) / tries) - Math.floor((moments * index) / tries);
    const played = playTry(job, { run, moments: share, attempt, succeeds: last && succeeds });
    // In the same moment as the failure, so that a stage that is tried again is never shown as failed.
    if (!last) played.at(-1)?.push({ event: 'job', run, job: job.id, attempt: attempt + 1, status: 'queued' });
    return played;
  }).flat();
}

interface Try {
  run: string;
  moments: number;
  attempt: number;
  succeeds: boolean;
}

function playTry(job: SimulatedJob, { run, moments, attempt, succeeds }: Try): PipelineEvent[][] {
  const { script, stage, id } = job;
  const lines = linesOf(job, succeeds);
  return Array.from({ length: moments }, (_, index): PipelineEvent[] => {
    const [from, to] = [shareOf(lines.length, index, moments), shareOf(lines.length, index + 1, moments)];
    const written = lines
      .slice(from, to)
      .map(({ line: [type, message] }): LogEvent => ({ event: 'log', run, job: id, stage: stage.id, type, message }));
    const ends = index === moments - 1;
    const told: JobEvent = {
      event: 'job',
      run,
      job: id,
      attempt,
      steps: stepsOf(job, lines[to - 1]?.section ?? 0, ends, succeeds),
    };
    if (!ends) return [...written, { ...told, status: 'running', progress: Math.round((100 * (index + 1)) / moments) }];
    if (succeeds) return [...written, { ...told, status: 'completed', conclusion: 'success', progress: 100 }];
    return [...written, { ...told, status: 'completed', conclusion: 'failure', failureReason: script.failure.reason }];
  });
}

interface Written {
  section: number;
  line: Line;
}

/** All lines, or those up to where it fails, a bit before the end. */
function linesOf({ script }: SimulatedJob, succeeds: boolean): Written[] {
  const lines = script.sections.flatMap((section, index) => section.lines.map((line) => ({ section: index, line })));
  if (succeeds) return lines;
  const kept = lines.slice(0, Math.ceil(lines.length * 0.75));
  const section = kept.at(-1)?.section ?? 0;
  return [...kept, ...script.failure.lines.map((line) => ({ section, line }))];
}

function stepsOf({ script }: SimulatedJob, current: number, ended: boolean, succeeds: boolean): StepFacts[] {
  return script.sections.map(({ name }, index): StepFacts => {
    const step = { number: index + 1, name };
    if (index < current || (ended && succeeds)) return { ...step, status: 'completed', conclusion: 'success' };
    if (index > current) {
      return ended ? { ...step, status: 'completed', conclusion: 'skipped' } : { ...step, status: 'queued' };
    }
    return ended ? { ...step, status: 'completed', conclusion: 'failure' } : { ...step, status: 'running' };
  });
}

const shareOf = (length: number, part: number, parts: number): number => Math.floor((length * part) / parts);
