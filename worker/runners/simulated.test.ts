import { describe, expect, it } from 'vitest';
import {
  DEFAULT_STAGES,
  LOG_TYPES,
  merge,
  newRunState,
  stamp,
  toRun,
  type PipelineEvent,
  type Run,
} from '../../protocol/index.ts';
import { pipelineEvent } from '../../protocol/event.schema.ts';
import { simulate, type SimulationOptions, type SimulationStep } from './simulated.ts';

const OPTIONS: SimulationOptions = {
  run: 'r',
  stages: DEFAULT_STAGES,
  duration: 15_000,
  retries: 0,
  matrix: [],
  ref: 'main',
  actor: 'ann',
};

const START = 1_700_000_000_000;

/** The run after each step, at the times that the steps say. */
function played(steps: readonly SimulationStep[]): Run[] {
  let state = newRunState('r', 'default', 1, 'simulated');
  let now = START;
  return steps.map(({ after, events }) => {
    now += after;
    for (const event of events) if (event.event !== 'log') state = merge(state, stamp(event, now));
    return toRun(state, { stages: DEFAULT_STAGES });
  });
}

const eventsOf = (steps: readonly SimulationStep[]): PipelineEvent[] => steps.flatMap(({ events }) => events);

describe('the simulated runner', () => {
  it('takes just the time it is told to, in steps that an alarm can keep up with', () => {
    for (const duration of [100, 15_000, 3_600_000]) {
      const steps = simulate({ ...OPTIONS, duration }, 1, 1);
      expect(steps.reduce((sum, { after }) => sum + after, 0)).toBe(duration);
      expect(steps.length).toBeLessThan(80);
    }
  });

  it('plays the same again for the same seed, and something else for another', () => {
    expect(simulate(OPTIONS, 7, 1)).toEqual(simulate(OPTIONS, 7, 1));
    expect(simulate(OPTIONS, 8, 1)).not.toEqual(simulate(OPTIONS, 7, 1));
  });

  it('says nothing that a webhook may not say', () => {
    for (const options of [OPTIONS, { ...OPTIONS, matrix: ['18', '20'], failAt: 'testing', retries: 1 }]) {
      for (const event of eventsOf(simulate(options, 3, 2)))
        expect(pipelineEvent.safeParse(event).error).toBeUndefined();
    }
  });

  it('never goes back, and fills every stage bit by bit', () => {
    const runs = played(simulate(OPTIONS, 5, 1));
    for (const stage of ['building', 'testing', 'deploying', 'live']) {
      const course = runs.map((run) => run.stages.find(({ id }) => id === stage)?.progress ?? 0);
      expect(course).toEqual([...course].sort((a, b) => a - b));
      expect(new Set(course).size).toBeGreaterThan(4);
      expect(course.at(-1)).toBe(100);
    }
    expect(runs.at(-1)).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      completedStages: DEFAULT_STAGES.map(({ id }) => id),
    });
    expect(runs.slice(0, -1).every(({ status }) => status !== 'completed')).toBe(true);
  });

  it('writes lines of every type, in colour, that say which job and stage they are of', () => {
    const failing = eventsOf(simulate({ ...OPTIONS, failAt: 'live' }, 5, 1));
    const lines = failing.filter((event) => event.event === 'log');
    expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(LOG_TYPES));
    expect(lines.filter(({ message }) => message.includes('\x1b[')).length).toBeGreaterThan(lines.length / 2);
    expect(lines.every(({ stage }) => stage !== undefined)).toBe(true);
  });

  it.each(DEFAULT_STAGES.map(({ id }) => id))('fails at the stage %s and skips what comes after', (failAt) => {
    const last = played(simulate({ ...OPTIONS, failAt }, 5, 1)).at(-1);
    const index = DEFAULT_STAGES.findIndex(({ id }) => id === failAt);
    expect(last).toMatchObject({ status: 'completed', conclusion: 'failure', currentStage: failAt });
    expect(last?.failureReason).not.toBeNull();
    expect(last?.stages.slice(index).map(({ conclusion }) => conclusion)).toEqual([
      'failure',
      ...DEFAULT_STAGES.slice(index + 1).map(() => 'skipped'),
    ]);
    expect(last?.jobs.every(({ status }) => status === 'completed')).toBe(true);
  });

  it('succeeds at the last of its tries, and counts attempts on in a rerun', () => {
    const options = { ...OPTIONS, failAt: 'testing', retries: 2 };
    const first = played(simulate(options, 5, 1)).at(-1);
    expect(first).toMatchObject({ conclusion: 'success' });
    expect(first?.jobs.find(({ stage }) => stage === 'testing')?.attempt).toBe(3);
    const second = played(simulate(options, 5, 2)).at(-1);
    expect(second?.jobs.find(({ stage }) => stage === 'testing')?.attempt).toBe(6);
    expect(second).toMatchObject({ attempt: 2, conclusion: 'success' });
  });

  it('needs what comes before: every job of the stage before its own', () => {
    const jobs = played(simulate({ ...OPTIONS, matrix: ['18', '20'] }, 5, 1)).at(-1)?.jobs ?? [];
    const needsOf = (name: string) => jobs.find((job) => job.name === name)?.needs;
    expect(needsOf('test (20)')).toEqual(['building/lint', 'building/build']);
    expect(needsOf('deploy')).toEqual(['testing/test (18)', 'testing/test (20)']);
  });
});
