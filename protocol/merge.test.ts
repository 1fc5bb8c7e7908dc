import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyUpdate,
  countLines,
  CONCLUSIONS,
  DEFAULT_CONFIG,
  diff,
  merge,
  Merging,
  newRunState,
  rankOf,
  settle,
  stamp,
  STATUSES,
  toRun,
  WAIT_REASONS,
  type Run,
  type RunState,
  type Stamped,
  type StateEvent,
} from './index.ts';

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const at = fc.integer({ min: 1, max: 12 });
const progressing = {
  at,
  attempt: maybe(fc.integer({ min: 1, max: 3 })),
  status: maybe(fc.constantFrom(...STATUSES)),
  conclusion: maybe(fc.constantFrom(...CONCLUSIONS)),
  waitReason: maybe(fc.constantFrom(...WAIT_REASONS)),
  startTime: maybe(at),
  endTime: maybe(at),
};
const word = fc.constantFrom('a', 'b', 'c', '__proto__', 'building');
const runEvent = fc.record({
  event: fc.constant('run' as const),
  run: fc.constant('r'),
  ...progressing,
  title: maybe(word),
  stages: maybe(fc.constantFrom(['prepare', 'testing'], ['deploy'])),
  reconciles: maybe(fc.constant(true)),
});
const step = fc.record({
  number: fc.constantFrom(1, 2),
  name: word,
  status: fc.constantFrom(...STATUSES),
  startTime: maybe(at),
  endTime: maybe(at),
});
const jobEvent = fc.record({
  event: fc.constant('job' as const),
  run: fc.constant('r'),
  ...progressing,
  job: word,
  externalId: maybe(fc.constantFrom('1', '2', '10')),
  name: maybe(word),
  stage: maybe(fc.constantFrom('building', 'testing', 'deploying', 'extra', 'other')),
  needs: maybe(fc.array(word, { maxLength: 2 })),
  progress: maybe(fc.integer({ min: 0, max: 100 })),
  allowFailure: maybe(fc.boolean()),
  planned: maybe(fc.constant(true)),
  instances: maybe(fc.constantFrom('a', 'b')),
  queuedTime: maybe(at),
  news: maybe(fc.constantFrom('n1', 'n2', 'n3')),
  after: maybe(fc.subarray(['n1', 'n2', 'n3'])),
  distinct: maybe(fc.constant(true)),
  nickname: maybe(fc.constant(true)),
  retries: maybe(fc.integer({ min: 0, max: 2 })),
  steps: maybe(fc.array(step, { maxLength: 3 })),
});
const deploymentEvent = fc.record({
  event: fc.constant('deployment' as const),
  run: fc.constant('r'),
  at,
  deployment: word,
  status: maybe(fc.constantFrom(...STATUSES)),
  conclusion: maybe(fc.constantFrom(...CONCLUSIONS)),
});
const event: fc.Arbitrary<Stamped> = fc.oneof(runEvent, jobEvent, jobEvent, deploymentEvent);

/** Jobs that keep their place: another name from the source, or a plan's entry that gives way, would move them. */
const steady = (item: Stamped): Stamped =>
  item.event === 'job' ? { ...item, externalId: undefined, instances: undefined } : item;

/** Events, and the same events in another order with some of them delivered twice. */
const deliveries = fc.array(event, { minLength: 1, maxLength: 14 }).chain((events) =>
  fc.tuple(
    fc.constant(events),
    fc
      .subarray(events)
      .chain((twice) => fc.shuffledSubarray([...events, ...twice], { minLength: events.length + twice.length })),
  ),
);

const empty = newRunState('r', 'p', 1, 'test');
const fold = (events: readonly Stamped[]): RunState => events.reduce(merge, empty);
const stamped = (events: readonly StateEvent[]): Stamped[] => events.map((item) => stamp(item, 1000));
const view = (state: RunState): Run => toRun(state, DEFAULT_CONFIG);
const shown = (...events: StateEvent[]): Run => view(fold(stamped(events)));

describe('merge', () => {
  it('is a join: any order and any duplicates of the events give the same run', () => {
    fc.assert(
      fc.property(deliveries, ([events, shuffled]) => {
        expect(view(fold(shuffled))).toEqual(view(fold(events)));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same run for many events at once as for one after the other, and leaves alone what was seen between', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 14 }), fc.array(event, { maxLength: 14 }), (first, second) => {
        const merging = new Merging(empty);
        const changed = first.map((item) => merging.add(item));
        const between = merging.state;
        changed.push(...second.map((item) => merging.add(item)));
        expect(between).toEqual(fold(first));
        expect(merging.state).toEqual(fold([...first, ...second]));
        expect(merging.state).toBe(merging.state);
        let state = empty;
        const steps = [...first, ...second].map((item) => state !== (state = merge(state, item)));
        expect(changed).toEqual(steps);
      }),
      { numRuns: 1000 },
    );
  });

  it('returns the very same state for an event that says nothing new', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), (events) => {
        const state = fold(events);
        for (const known of events) expect(merge(state, known)).toBe(state);
      }),
    );
  });

  it('never steps back inside an attempt, and never shows a negative duration', () => {
    fc.assert(
      fc.property(fc.array(event.map(steady)), (events) => {
        // Of a run that has ended, what it never came to is skipped; late news may still tell otherwise.
        const jobsOf = (state: RunState) => view({ ...state, run: empty.run }).jobs;
        let state = empty;
        for (const next of events) {
          const before = jobsOf(state);
          state = merge(state, next);
          const after = jobsOf(state);
          for (const job of before) {
            const now = after.find(({ id }) => id === job.id);
            expect(now).toBeDefined();
            if (now?.attempt !== job.attempt) continue;
            expect(rankOf(now.status)).toBeGreaterThanOrEqual(rankOf(job.status));
            expect(now.progress).toBeGreaterThanOrEqual(job.progress);
          }
          expect(view(state).duration ?? 0).toBeGreaterThanOrEqual(0);
          for (const { queuedTime, startTime, endTime, steps } of view(state).jobs) {
            expect((startTime ?? Infinity) - (queuedTime ?? 0)).toBeGreaterThanOrEqual(0);
            for (const one of [{ startTime, endTime }, ...steps]) {
              expect((one.endTime ?? Infinity) - (one.startTime ?? 0)).toBeGreaterThanOrEqual(0);
            }
          }
        }
      }),
    );
  });

  it('knows a job by the id of its source, whatever it is called, and takes a new id for a new attempt', () => {
    const job = (externalId: string, name: string, at: number, conclusion: 'failure' | 'success') =>
      ({ event: 'job', run: 'r', job: name, externalId, at, conclusion }) as const;
    const renamed = shown(job('7', 'build (old)', 1, 'failure'), job('7', 'build', 2, 'failure'));
    expect(renamed.jobs).toMatchObject([{ id: 'build', externalId: '7', attempt: 1 }]);
    const again = shown(job('10', 'build', 9, 'success'), job('7', 'build', 2, 'failure'));
    expect(again.jobs).toMatchObject([{ id: 'build', externalId: '10', attempt: 2, conclusion: 'success' }]);
  });

  it('takes any id for a job, `__proto__` too', () => {
    const { jobs } = shown({ event: 'job', run: 'r', job: '__proto__', status: 'running' });
    expect(jobs.map(({ id, status }) => [id, status])).toEqual([['__proto__', 'running']]);
  });

  it('keeps a job that failed and succeeded at the same moment failed', () => {
    const failure = { event: 'job', run: 'r', job: 'a', at: 5, conclusion: 'failure' } as const;
    const success = { ...failure, conclusion: 'success' } as const;
    expect(shown(failure, success).jobs[0]?.conclusion).toBe('failure');
    expect(shown(success, failure).jobs[0]?.conclusion).toBe('failure');
  });

  it('keeps earlier attempts and shows the newest', () => {
    const run = shown(
      { event: 'run', run: 'r', at: 30, attempt: 2, status: 'running' },
      { event: 'run', run: 'r', at: 10, status: 'running' },
      { event: 'run', run: 'r', at: 20, conclusion: 'failure' },
    );
    expect(run).toMatchObject({ attempt: 2, status: 'running', conclusion: null, startTime: 30, endTime: null });
    expect(run.attempts).toMatchObject([
      { attempt: 1, conclusion: 'failure', duration: 10 },
      { attempt: 2, status: 'running', duration: null },
    ]);
  });

  it('opens an ended run again only for a source that tells the whole state each time', () => {
    const ended = { event: 'run', run: 'r', at: 10, conclusion: 'failure' } as const;
    const running = { event: 'run', run: 'r', at: 20, status: 'running' } as const;
    expect(shown(ended, running).status).toBe('completed');
    const reconciles = true;
    expect(shown({ ...running, reconciles }, { ...ended, reconciles }).status).toBe('running');
    expect(shown({ ...running, at: 10, reconciles }, { ...ended, reconciles }).status).toBe('completed');
  });

  it('lets a run wait once more, and go on, for such a source alone', () => {
    const running = { event: 'run', run: 'r', at: 10, status: 'running' } as const;
    const held = { event: 'run', run: 'r', at: 20, status: 'waiting', waitReason: 'manual' } as const;
    expect(shown(running, held).status).toBe('running');
    const reconciles = true;
    const told = [
      { ...running, reconciles },
      { ...held, reconciles },
    ];
    expect(shown(...told)).toMatchObject({ status: 'waiting', waitReason: 'manual', startTime: 10 });
    expect(shown({ ...running, at: 30, reconciles }, ...told)).toMatchObject({ status: 'running', startTime: 10 });
    expect(shown({ ...running, at: 20, reconciles }, ...told).status).toBe('running');
  });

  it('lets a run that waits go on with the first job that begins since', () => {
    const held = { event: 'run', run: 'r', at: 20, status: 'waiting', reconciles: true } as const;
    const job = { event: 'job', run: 'r', job: 'ship', status: 'running' } as const;
    expect(shown(held, { ...job, at: 10 }).status).toBe('waiting');
    expect(shown(held, { ...job, at: 30 })).toMatchObject({ status: 'running', waitReason: null });
    expect(shown(held, { ...job, at: 30 }, { ...job, at: 40, conclusion: 'success' }).status).toBe('running');
  });

  it('counts the tries that came before', () => {
    const { jobs } = shown({ event: 'job', run: 'r', job: 'a', externalId: '9', at: 1, retries: 1, status: 'running' });
    expect(jobs[0]).toMatchObject({ attempt: 2, status: 'running' });
  });

  it('does not believe a time from the future', () => {
    expect(stamp({ event: 'run', run: 'r', at: 9e15 }, 1000).at).toBe(1000);
    expect(stamp({ event: 'run', run: 'r', at: 900 }, 1000).at).toBe(900);
  });
});

describe('a run that only its jobs report', () => {
  const job = (name: string, more: object) => ({ event: 'job', run: 'r', job: name, ...more }) as StateEvent;

  it('ends when they have all ended and nothing new has come, and goes on when something does', () => {
    let state = fold(stamped([job('a', { at: 10, status: 'running' }), job('a', { at: 20, conclusion: 'success' })]));
    expect(view(state)).toMatchObject({ status: 'running', startTime: 10, duration: null });
    state = settle(state, 25);
    expect(view(state)).toMatchObject({ status: 'completed', conclusion: 'success', duration: 10 });
    state = merge(state, stamp(job('b', { at: 30, status: 'running' }), 1000));
    expect(view(state)).toMatchObject({ status: 'running', conclusion: null });
  });

  it('fails with a job, unless that job may fail', () => {
    const settled = (...events: StateEvent[]) => view(settle(fold(stamped(events)), 2000));
    const failed = job('a', { at: 20, conclusion: 'failure' });
    expect(settled(failed).conclusion).toBe('failure');
    expect(settled(failed, job('a', { at: 1, allowFailure: true })).conclusion).toBe('success');
  });

  it('knows a job by its lines alone', () => {
    const { jobs } = view(countLines(empty, 'a', 3, 'building', 5));
    expect(jobs[0]).toMatchObject({ id: 'a', lines: 3, stage: 'building', status: 'running' });
  });
});

describe('a planned graph', () => {
  const plan = (job: string, needs: string[], instances?: string) =>
    ({ event: 'job', run: 'r', job, at: 1, status: 'created', planned: true, needs, instances }) as const;
  const started = (job: string) =>
    ({ event: 'job', run: 'r', job, externalId: job, at: 2, status: 'running' }) as const;

  it('shows jobs that have not started, and gives a started one its place', () => {
    const run = shown(plan('build', []), plan('test', ['build']), started('build'), started('stray'));
    expect(run.jobs.map(({ id, status, needs }) => [id, status, needs])).toEqual([
      ['build', 'running', []],
      ['stray', 'running', []],
      ['test', 'created', ['build']],
    ]);
    expect(run.graph.unplaced).toEqual(['stray']);
  });

  it('keeps a job whose name looks like one of a matrix apart from it', () => {
    const run = shown(
      plan('conformance', ['build'], 'conformance ('),
      plan('conformance (elixir)', []),
      plan('ship', ['conformance']),
      started('conformance (elixir)'),
      started('conformance (go)'),
    );
    expect(Object.fromEntries(run.jobs.map(({ id, needs }) => [id, needs]))).toEqual({
      'conformance (elixir)': [],
      'conformance (go)': ['build'],
      ship: ['conformance (go)'],
    });
  });

  it('lets a matrix that was not known before take the place of its entry', () => {
    const run = shown(
      plan('test', ['build'], 'test ('),
      plan('ship', ['test']),
      started('test (18)'),
      started('test (20)'),
    );
    expect(run.jobs.map(({ id, needs }) => [id, needs])).toEqual([
      ['test (18)', ['build']],
      ['test (20)', ['build']],
      ['ship', ['test (18)', 'test (20)']],
    ]);
    expect(run.graph.unplaced).toEqual([]);
  });
});

describe('links between events', () => {
  const told = (job: string, news: string, after: string[] = []) =>
    ({ event: 'job', run: 'r', job, at: 5, status: 'running', news, after }) as const;

  it('are edges between their jobs, unless a job says itself what it needs', () => {
    const run = shown(
      told('test', 'e3', ['e2', 'unknown']),
      told('build', 'e1'),
      { ...told('build', 'e2', ['e1']), at: 6, conclusion: 'success', status: 'completed' },
      { ...told('ship', 'e4', ['e1']), needs: ['test'] },
    );
    expect(Object.fromEntries(run.jobs.map(({ id, needs }) => [id, needs]))).toEqual({
      build: [],
      test: ['build'],
      ship: ['test'],
    });
  });
});

describe('what a run never came to', () => {
  const planned = (job: string, needs: string[]) =>
    ({ event: 'job', run: 'r', job, at: 1, status: 'created', planned: true, needs }) as const;
  const failed = { event: 'job', run: 'r', job: 'build', at: 5, conclusion: 'failure' } as const;
  const words = (run: Run) => run.jobs.map(({ id, conclusion, status }) => `${id} ${conclusion ?? status}`);

  it('is skipped when it ends, and to come again in its next attempt', () => {
    const events = [planned('build', []), planned('ship', ['build']), failed];
    const end = { event: 'run', run: 'r', at: 9, conclusion: 'failure' } as const;
    expect(words(shown(...events))).toEqual(['build failure', 'ship created']);
    const run = shown(...events, end);
    expect(words(run)).toEqual(['build failure', 'ship skipped']);
    expect(words(shown(...events, end, { ...end, at: 12, attempt: 2, conclusion: null, status: 'running' }))).toEqual([
      'build failure',
      'ship created',
    ]);
  });

  it('does not keep a run open that nobody else reports on', () => {
    const ended = (...events: StateEvent[]) => view(settle(fold(stamped(events)), 2000));
    const run = ended(planned('build', []), planned('ship', ['build']), planned('tell', ['ship']), failed);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(words(run)).toEqual(['build failure', 'ship skipped', 'tell skipped']);
    const waits = ended(planned('build', []), planned('ship', ['build']), { ...failed, conclusion: 'success' });
    expect(waits.status).toBe('running');
  });
});

describe('stages', () => {
  it('follow the jobs; those without jobs mirror the run', () => {
    const run = shown(
      { event: 'run', run: 'r', at: 10, status: 'running' },
      { event: 'job', run: 'r', job: 'a', at: 11, stage: 'building', conclusion: 'success' },
      { event: 'job', run: 'r', job: 'b', at: 12, stage: 'testing', status: 'running', progress: 40 },
      { event: 'job', run: 'r', job: 'c', at: 12, stage: 'testing', status: 'completed', conclusion: 'success' },
    );
    expect(run.stages.map(({ id, status }) => `${id}:${status}`)).toEqual([
      'queued:completed',
      'building:completed',
      'testing:running',
      'deploying:created',
      'live:created',
    ]);
    expect(run).toMatchObject({ currentStage: 'testing', progress: 70, completedStages: ['queued', 'building'] });
    expect(run.activeNodes).toContain('d1');
  });

  it('end at the one that failed, with nothing alight', () => {
    const run = shown(
      { event: 'job', run: 'r', job: 'a', at: 11, stage: 'building', conclusion: 'failure' },
      { event: 'run', run: 'r', at: 12, startTime: 1, conclusion: 'failure', failureReason: 'exit 1' },
    );
    expect(run).toMatchObject({ currentStage: 'building', failureReason: 'exit 1', duration: 11, activeNodes: [] });
    expect(run.stages.at(-1)?.conclusion).toBe('skipped');
  });

  it('are live only when something was deployed', () => {
    const done = { event: 'run', run: 'r', at: 12, conclusion: 'success' } as const;
    const deployed = { event: 'job', run: 'r', job: 'd', at: 9, stage: 'deploying', conclusion: 'success' } as const;
    const deployment = { event: 'deployment', run: 'r', deployment: 'd', at: 9, conclusion: 'success' } as const;
    const live = (run: Run) => run.stages.find(({ id }) => id === 'live')?.conclusion;
    expect(live(shown(done))).toBe('skipped');
    expect(live(shown(done, deployed))).toBe('success');
    expect(live(shown(done, deployment))).toBe('success');
  });

  it('are those of the source where it has its own', () => {
    const run = shown(
      { event: 'run', run: 'r', at: 12, conclusion: 'failure', stages: ['prepare', 'test', 'deploy'] },
      { event: 'job', run: 'r', job: 'a', at: 9, stage: 'prepare', conclusion: 'success' },
      { event: 'job', run: 'r', job: 'b', at: 9, stage: 'test', conclusion: 'failure' },
      { event: 'job', run: 'r', job: 'c', at: 9, stage: 'deploy', conclusion: 'skipped' },
    );
    const words = run.stages.map(({ id, kind, conclusion }) => `${id} ${kind} ${conclusion}`);
    expect(words).toEqual(['prepare other success', 'test test failure', 'deploy deploy skipped']);
  });

  it('find jobs by name where the source knows no stages', () => {
    const { jobs } = shown(
      { event: 'job', run: 'r', job: 'x', name: 'Build (18)' },
      { event: 'job', run: 'r', job: 'y', name: 'rebuild' },
    );
    expect(jobs.map(({ stage }) => stage)).toEqual(['building', null]);
  });
});

describe('updates', () => {
  it('take a viewer from each state to the next', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 14 }), (events) => {
        let state = empty;
        let seen: Run | null = null;
        let before: Run | null = null;
        for (const next of events) {
          state = merge(state, next);
          const after = view(state);
          const update = diff(before, after);
          if (update) seen = applyUpdate(seen, structuredClone(update));
          before = after;
          expect(seen).toEqual(after);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('name only the job that changed', () => {
    const jobs = Array.from({ length: 50 }, (_, n) => `j${n}`);
    const first = fold(
      stamped(jobs.map((job) => ({ event: 'job', run: 'r', job, at: 1, status: 'running', stage: 'building' }))),
    );
    const second = merge(first, { event: 'job', run: 'r', job: 'j7', at: 2, progress: 10 });
    const update = diff(view(first), view(second));
    expect(update?.jobs.map(({ id }) => id)).toEqual(['j7']);
    expect(update?.snapshot).toBeUndefined();
  });

  it('are null when nothing changed', () => {
    const run = shown({ event: 'run', run: 'r', at: 1, status: 'running' });
    expect(diff(run, structuredClone(run))).toBeNull();
  });
});
