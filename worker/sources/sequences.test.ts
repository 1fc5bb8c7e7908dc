/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import { sequences } from '../../test/fixtures/sequences.json';
import {
  DEFAULT_CONFIG,
  isStateEvent,
  merge,
  newRunState,
  stamp,
  toRun,
  type PipelineEvent,
  type Run,
  type RunState,
} from '../../protocol/index.ts';
import { mapCdEvent } from './cdevents/events.ts';
import { mapGithub } from './github/events.ts';
import { gitlabState } from './gitlab/status.ts';
import { mapGitlab } from './gitlab/events.ts';
import { translate } from './words.ts';

const files = import.meta.glob<unknown>('../../test/fixtures/webhooks/**/*.json', { eager: true, import: 'default' });

function eventsOf(file: string, payload: unknown): readonly PipelineEvent[] {
  const [system = '', name = ''] = file.split('/');
  if (system === 'github') return mapGithub(name.split('.')[1] ?? '', payload).events ?? [];
  if (system === 'gitlab') return mapGitlab(payload).events ?? [];
  return mapCdEvent(payload).events ?? [];
}

/** What deliveries in this order give: one run for each that they name. */
function deliver(deliveries: readonly (readonly PipelineEvent[])[]): Run[] {
  const states = new Map<string, RunState>();
  for (const event of deliveries.flat()) {
    if (!isStateEvent(event)) continue;
    const state = states.get(event.run) ?? newRunState(event.run, 'p', 1, 'test');
    states.set(event.run, merge(state, stamp(event, Date.UTC(2026, 0, 1))));
  }
  return [...states.values()].map((state) => toRun(state, DEFAULT_CONFIG)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

const load = (file: string): unknown => structuredClone(files[`../../test/fixtures/webhooks/${file}`]);

/** The sequences whose files are deliveries; the tables of words are below. */
const deliveries = sequences
  .filter(({ id }) => !['GL-S7', 'OT-S4'].includes(id))
  .map(({ id, files: names, expect: expected }) => ({
    id,
    expected: expected,
    events: names.map((file) => {
      const payload = load(file);
      if (id === 'GL-S1') (payload as { object_attributes: { id: number } }).object_attributes.id = 53479;
      return eventsOf(file, payload);
    }),
  }));

describe.each(deliveries)('$id', ({ expected, events }) => {
  const runs = deliver(events);

  it('gives the same state in every order and with every delivery twice', () => {
    for (const order of permutations(events)) {
      expect(deliver(order)).toEqual(runs);
      expect(deliver([...order, ...order])).toEqual(runs);
    }
  });

  it('gives the state that it must', () => {
    const [run] = runs.filter(({ id }) => !id.includes(':deployment:') || runs.length === 1);
    if (run === undefined) throw new Error('no run');
    const {
      run: head,
      jobs,
      stages,
      deployment,
    } = expected as {
      run?: { externalId?: string; attempt?: number; status: string; conclusion?: string };
      jobs?: number | Record<string, string | Record<string, unknown>>;
      stages?: string[];
      deployment?: { externalId: string; environment: string; state: string };
    };
    if (head) {
      const { externalId, ...rest } = head;
      expect(run).toMatchObject(rest);
      if (externalId) expect(run.id.endsWith(`:${externalId}`)).toBe(true);
    }
    if (stages) expect(run.stages.map((stage) => `${stage.id}:${stage.conclusion}`)).toEqual(stages);
    if (typeof jobs === 'number') expect(run.jobs).toHaveLength(jobs);
    else for (const [externalId, wanted] of Object.entries(jobs ?? {})) expectJob(run, externalId, wanted);
    if (deployment) {
      const [made] = run.deployments;
      expect(made).toMatchObject({ id: deployment.externalId, environment: deployment.environment });
      expect(made?.conclusion).toBe(deployment.state);
    }
    for (const { startTime, endTime } of [...run.jobs, ...run.stages, run]) {
      if (startTime !== null && endTime !== null) expect(endTime).toBeGreaterThanOrEqual(startTime);
    }
  });
});

function expectJob(run: Run, externalId: string, wanted: string | Record<string, unknown>): void {
  const job = run.jobs.find((entry) => entry.externalId === externalId);
  if (typeof wanted === 'string') {
    const reason = job?.failureReason ? `(${job.failureReason})` : '';
    expect(`${job?.conclusion}${reason}`).toBe(wanted);
    return;
  }
  const { steps, currentStep, retries, ...rest } = wanted;
  expect(job).toMatchObject(rest);
  if (steps !== undefined) expect(job?.steps).toHaveLength(Number(steps));
  if (currentStep !== undefined)
    expect(job?.steps.find(({ status }) => status === 'running')?.number).toBe(currentStep);
  if (retries !== undefined) expect(job?.attempt).toBe(Number(retries) + 1);
}

describe('words', () => {
  it('knows every status in a table of real jobs', () => {
    const jobs = load('gitlab/derived.devlake.jobs.json') as { status: string }[];
    expect(jobs).toHaveLength(75);
    for (const { status } of jobs) expect(gitlabState(status)?.conclusion, status).not.toBe('neutral');
  });

  it('reads Azure where the result stands in the status', () => {
    const { resource } = load('other/azuredevops.build.complete.json') as { resource: { status: string } };
    expect(translate(resource.status)).toMatchObject({ status: 'completed', conclusion: 'success' });
  });

  it('keeps a word that it does not know', () => {
    expect(translate('Exploded')).toEqual({ status: 'completed', conclusion: 'neutral', sourceStatus: 'Exploded' });
  });
});
