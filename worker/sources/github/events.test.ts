import { describe, expect, it } from 'vitest';
import {
  DEFAULT_CONFIG,
  isStateEvent,
  merge,
  newRunState,
  stampDelivered,
  toRun,
  type JobEvent,
  type Run,
} from '../../../protocol/index.ts';
import { mapGithub } from './events.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 2, 3, 0, seconds)).toISOString().replace('.000', '');

const job = (more: object = {}) => ({
  id: 5,
  run_id: 9,
  run_attempt: 1,
  name: 'build',
  status: 'queued',
  conclusion: null,
  created_at: at(0),
  started_at: at(0),
  completed_at: null,
  labels: ['ubuntu-latest'],
  steps: [],
  runner_name: null,
  ...more,
});
const run = (more: object = {}) => ({
  id: 9,
  run_attempt: 1,
  status: 'queued',
  conclusion: null,
  created_at: at(0),
  run_started_at: at(0),
  updated_at: at(0),
  ...more,
});

type Delivery = readonly [event: string, payload: object];
const ofJob = (more: object, beside: object = {}): Delivery => ['workflow_job', { workflow_job: job(more), ...beside }];
const ofRun = (more: object, beside: object = {}): Delivery => ['workflow_run', { workflow_run: run(more), ...beside }];

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

const shownIn = (deliveries: readonly Delivery[]): Run => {
  const events = deliveries.flatMap(([event, payload]) => mapGithub(event, payload).events ?? []);
  const state = events
    .filter(isStateEvent)
    .map((event) => stampDelivered(event, Date.UTC(2026, 6, 1)))
    .reduce(merge, newRunState('github:9', 'p', 1, 'github'));
  return toRun(state, DEFAULT_CONFIG);
};

/** What the deliveries give in every order, and with each of them twice. */
function shown(...deliveries: Delivery[]): Run {
  // When we heard of what has no time of its own is no part of it.
  const wanted = shownIn(deliveries);
  for (const order of permutations(deliveries)) {
    expect(shownIn(order)).toEqual(wanted);
    expect(shownIn([...order, ...order])).toEqual(wanted);
  }
  return wanted;
}

const mapped = ([event, payload]: Delivery): JobEvent => mapGithub(event, payload).events?.[0] as JobEvent;

describe('a job of GitHub', () => {
  it('is what its status says, whatever the action says', () => {
    const gate = (action: string, status: string, seconds: number) =>
      ofJob({ status }, { action, deployment: { environment: 'production', updated_at: at(seconds) } });
    expect(mapped(gate('queued', 'waiting', 0))).toMatchObject({ status: 'waiting', waitReason: 'approval' });
    expect(mapped(gate('party', 'in_progress', 0)).status).toBe('running');
  });

  it('may be queued, wait for an approval, and be queued again', () => {
    const gate = (action: string, status: string, seconds: number) =>
      ofJob({ status }, { action, deployment: { environment: 'production', updated_at: at(seconds) } });
    const steps = [gate('queued', 'queued', 0), gate('waiting', 'waiting', 1), gate('queued', 'queued', 60)];
    expect(shown(...steps.slice(0, 2)).jobs[0]).toMatchObject({ status: 'waiting', environment: 'production' });
    expect(shown(...steps).jobs[0]).toMatchObject({ status: 'queued', waitReason: null });
    const begun = ofJob({ status: 'in_progress', started_at: at(70) });
    expect(shown(...steps, begun).jobs[0]).toMatchObject({ status: 'running', startTime: Date.parse(at(70)) });
  });

  it('ends as it ended, in whatever order the news come, also when all of them are of one second', () => {
    const same = { created_at: at(1), started_at: at(1) };
    const done = { status: 'completed', conclusion: 'success', completed_at: at(1), runner_name: 'r' };
    const ended = shown(ofJob(same), ofJob({ ...same, status: 'in_progress' }), ofJob({ ...same, ...done }));
    expect(ended.jobs[0]).toMatchObject({ status: 'completed', conclusion: 'success', startTime: Date.parse(at(1)) });
  });

  it('shows the fuller list of steps of one second', () => {
    const step = (number: number, status: string, conclusion: string | null = null) => ({
      ...{ number, name: `step ${number}`, status, conclusion },
      ...{ started_at: at(2), completed_at: status === 'completed' ? at(2) : null },
    });
    const working = (...steps: object[]) => ofJob({ status: 'in_progress', started_at: at(1), steps });
    const one = working(step(1, 'in_progress'));
    const two = working(step(1, 'completed', 'success'), step(2, 'in_progress'));
    expect(shown(one, two).jobs[0]?.steps.map(({ status }) => status)).toEqual(['completed', 'running']);
  });

  it('is none when a check run only looks like one, and is one when it was skipped', () => {
    const bare = { labels: [], steps: [], runner_name: null, status: 'completed', completed_at: at(9) };
    expect(mapGithub(...ofJob({ ...bare, conclusion: 'success' }))).toMatchObject({ ignored: /check run/ });
    expect(mapped(ofJob({ ...bare, conclusion: 'skipped' }))).toMatchObject({ conclusion: 'skipped' });
    const early = { ...bare, labels: ['ubuntu-latest'], conclusion: 'cancelled' };
    expect(mapped(ofJob(early))).toMatchObject({ conclusion: 'cancelled' });
  });

  it.each([
    ['timed_out', 'timed_out'],
    ['neutral', 'neutral'],
    ['stale', 'cancelled'],
    ['startup_failure', 'error'],
    ['Exploded', 'neutral'],
    [null, 'neutral'],
  ])('that ended as %s has the conclusion %s', (conclusion, wanted) => {
    expect(mapped(ofJob({ status: 'completed', conclusion })).conclusion).toBe(wanted);
  });

  it('that was not run again keeps what it was, and one that was shows its newest attempt', () => {
    const ended = (id: number, name: string, attempt: number, seconds: number, conclusion: string) =>
      ofJob({
        ...{ id, name, run_attempt: attempt, status: 'completed', conclusion, runner_name: 'r' },
        ...{ created_at: at(seconds), started_at: at(seconds), completed_at: at(seconds + 1) },
      });
    const again = shown(
      ended(1, 'build', 1, 0, 'success'),
      ended(2, 'test', 1, 2, 'failure'),
      ofRun({ status: 'completed', conclusion: 'failure', updated_at: at(4) }),
      ofRun({ run_attempt: 2, status: 'in_progress', run_started_at: at(30), updated_at: at(31) }),
      ended(3, 'test', 2, 31, 'success'),
    );
    expect(again).toMatchObject({ attempt: 2, status: 'running', startTime: Date.parse(at(30)) });
    expect(again.attempts).toMatchObject([{ attempt: 1, conclusion: 'failure' }, { attempt: 2 }]);
    expect(again.jobs.map(({ id, attempt, conclusion }) => [id, attempt, conclusion])).toEqual([
      ['build', 1, 'success'],
      ['test', 2, 'success'],
    ]);
  });

  it('is not taken for another try of one by the same name beside it', () => {
    const leg = (id: number, attempt: number, conclusion: string) =>
      ofJob({
        ...{ id, name: 'test linux', run_attempt: attempt, status: 'completed', conclusion, runner_name: 'r' },
        completed_at: at(attempt),
      });
    const first = [leg(1, 1, 'success'), leg(2, 1, 'failure'), leg(3, 1, 'success')];
    const of = (run: Run) => run.jobs.map(({ id, name, attempt, conclusion }) => [id, name, attempt, conclusion]);
    expect(of(shown(...first))).toEqual([
      ['test linux', 'test linux', 1, 'success'],
      ['test linux #2', 'test linux', 1, 'failure'],
      ['test linux #3', 'test linux', 1, 'success'],
    ]);
    // Only what failed was run again.
    expect(of(shown(...first, leg(4, 2, 'success')))[1]).toEqual(['test linux #2', 'test linux', 2, 'success']);
  });
});

describe('a run of GitHub', () => {
  it('of a fork waits for somebody who lets it, and then goes on', () => {
    const held = ofRun({ status: 'completed', conclusion: 'action_required' }, { action: 'requested' });
    expect(shown(held)).toMatchObject({ status: 'waiting', waitReason: 'approval', conclusion: null });
    const allowed = ofRun({ status: 'in_progress', updated_at: at(90) });
    expect(shown(held, allowed).status).toBe('running');
    const ended = ofRun({ status: 'completed', conclusion: 'success', updated_at: at(99) });
    expect(shown(held, allowed, ended)).toMatchObject({ status: 'completed', conclusion: 'success' });
  });

  it('that could not be started is an error', () => {
    expect(shown(ofRun({ status: 'completed', conclusion: 'startup_failure' }))).toMatchObject({ conclusion: 'error' });
  });

  it('never has a negative duration, nor one of thousands of years', () => {
    const odd = ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'yesterday', '', null, -1, 1e308, {}];
    for (const from of odd) {
      for (const to of [...odd, at(1)]) {
        const { duration, jobs } = shown(
          ofRun({ status: 'completed', conclusion: 'success', run_started_at: from, updated_at: to }),
          ofJob({ status: 'completed', conclusion: 'success', started_at: from, completed_at: to, created_at: to }),
        );
        expect(duration ?? 0).toBeGreaterThanOrEqual(0);
        expect(duration ?? 0).toBeLessThan(366 * 24 * 3_600_000);
        for (const { startTime, endTime } of jobs) expect((endTime ?? 0) - (startTime ?? 0)).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

it('reads payloads in which everything that may be null is', () => {
  const nothing = (told: object, ...kept: string[]) =>
    Object.fromEntries(Object.entries(told).map(([key, value]) => [key, kept.includes(key) ? value : null]));
  const still = nothing(run(), 'id');
  expect(mapGithub('workflow_run', { workflow_run: still })).toMatchObject({ ignored: /how it stands/ });
  const ended = { ...still, conclusion: 'success' };
  expect(mapped(['workflow_run', { workflow_run: ended, repository: null }])).toMatchObject({
    run: 'github:9',
    status: 'completed',
  });
  const bare = nothing(job(), 'id', 'run_id', 'labels', 'status');
  expect(mapped(['workflow_job', { workflow_job: bare, repository: null, deployment: null }])).toMatchObject({
    job: 'Job 5',
    externalId: '5',
  });
  const named = shown(['workflow_job', { workflow_job: bare }], ofJob({ status: 'in_progress' }));
  expect(named.jobs.map(({ id, status }) => [id, status])).toEqual([['build', 'running']]);
  const deployment = { id: 1, environment: null, sha: null, ref: null, created_at: null, updated_at: null };
  expect(
    mapGithub('deployment_status', { deployment, deployment_status: null, workflow_run: null }).events,
  ).toMatchObject([{ run: 'github:deployment:1' }, { deployment: '1' }]);
});

describe('a deployment of GitHub', () => {
  const made = { id: 7, environment: 'production', sha: 'abc', created_at: at(0) };
  const status = (state: string, seconds: number, workflow_run: object | null = { id: 9 }): Delivery => [
    'deployment_status',
    { deployment: made, deployment_status: { state, updated_at: at(seconds) }, workflow_run },
  ];

  it('is part of the run that made it, and superseded by the next one', () => {
    const live = [status('queued', 1), status('in_progress', 2), status('success', 3)];
    expect(shown(...live).deployments).toMatchObject([{ id: '7', environment: 'production', conclusion: 'success' }]);
    expect(shown(...live, status('inactive', 99)).deployments).toMatchObject([{ conclusion: 'neutral' }]);
  });

  it('that nobody here made stays the success that it was, and is tied to its commit', () => {
    const alone = shown(status('success', 3, null), status('inactive', 99, null));
    expect(alone).toMatchObject({ conclusion: 'success', title: 'Deployment to production' });
    expect(mapGithub(...status('success', 3, null)).tie).toEqual({ kind: 'commit', key: 'abc' });
    expect(mapGithub(...status('success', 3)).tie).toBeUndefined();
  });
});

it.each(['ping', 'check_run', 'check_suite', 'push', 'star', 'workflow_dispatch', '', '__proto__'])(
  'has no use for the event %s, and says so',
  (event) => {
    expect(mapGithub(event, { anything: true })).toMatchObject({ ignored: expect.any(String) as string });
  },
);
