import { describe, expect, it } from 'vitest';
import type { RunHead } from '../../protocol/index.ts';
import { fakeStore, sampleHead, type FakeActions } from '../shared/testing/fake-store.ts';
import { endedRun, sampleConfig, sampleRun } from '../shared/testing/sample.ts';
import { ProblemError } from '../store/problem.ts';
import { Actions } from './actions.ts';

const refusal = new ProblemError({
  type: 'about:blank',
  title: 'Forbidden',
  status: 403,
  detail: 'A token is needed.',
});
const ours = { source: 'simulated' } as const;

function start(actions: FakeActions, run = endedRun('success', ours)) {
  const store = fakeStore({ run }, actions);
  const steps: string[] = [];
  const acting = new Actions(() => steps.push(acting.state(store.getSnapshot()).kind));
  return { store, acting, steps, state: () => acting.state(store.getSnapshot()) };
}

describe('starting a run', () => {
  it('is starting from the click until the stream brings the run', async () => {
    let answer: (head: RunHead) => void = () => {};
    const { store, acting, steps, state } = start({ trigger: () => new Promise((resolve) => (answer = resolve)) });
    expect(state()).toEqual({ kind: 'ready' });
    const triggering = acting.trigger(store, { ref: 'main' });
    expect(state()).toEqual({ kind: 'starting' });
    answer(sampleHead({ id: 'r43' }));
    await triggering;
    expect(state()).toEqual({ kind: 'starting' });
    store.setRun(sampleRun({ id: 'r43', ...ours }));
    expect(state()).toEqual({ kind: 'live', run: 'r43', cancelling: false });
    store.setRun(endedRun('success', { id: 'r43', ...ours }));
    expect(state()).toEqual({ kind: 'ready' });
    expect(steps).toEqual(['starting', 'starting']);
    store.setRun(endedRun('success', { id: 'r99', ...ours }));
    expect(state()).toEqual({ kind: 'ready' });
    expect(store.calls).toEqual([
      { name: 'trigger', args: [{ ref: 'main' }] },
      { name: 'showRun', args: [null] },
    ]);
  });

  it('does not wait for a stream that is away', async () => {
    const { store, acting, state } = start({ trigger: () => Promise.resolve(sampleHead()) });
    store.patch({ connection: 'stale' });
    await acting.trigger(store, {});
    expect(state()).toEqual({ kind: 'ready' });
  });

  it('says why it could not, and can be tried again', async () => {
    const { store, acting, state } = start({ trigger: () => Promise.reject(refusal) });
    await acting.trigger(store, {});
    expect(acting.failure).toEqual({ action: 'trigger', reason: 'A token is needed.' });
    expect(state()).toEqual({ kind: 'ready' });
    acting.dismiss();
    expect(acting.failure).toBeNull();
  });

  it('is not offered where runs start elsewhere', () => {
    const { store, state } = start({});
    store.patch({ config: sampleConfig({ runner: { kind: 'external' } }) });
    expect(state()).toEqual({ kind: 'elsewhere' });
  });

  it('waits for the config to say how runs start', () => {
    const { store, state } = start({});
    store.patch({ config: null });
    expect(state()).toEqual({ kind: 'unknown' });
  });

  it('is offered while a run that came from elsewhere is live', () => {
    const { state } = start({}, sampleRun({ source: 'github' }));
    expect(state()).toEqual({ kind: 'ready' });
  });
});

describe('cancelling a run', () => {
  it('is cancelling until the run has ended', async () => {
    const run = sampleRun(ours);
    const { store, acting, state } = start({ cancel: () => Promise.resolve(sampleHead()) }, run);
    await acting.cancel(store, run.id);
    expect(state()).toEqual({ kind: 'live', run: run.id, cancelling: true });
    store.setRun(endedRun('success', { conclusion: 'cancelled', ...ours }));
    expect(state()).toEqual({ kind: 'ready' });
    store.setRun(sampleRun({ attempt: 2, ...ours }));
    expect(state()).toEqual({ kind: 'live', run: run.id, cancelling: false });
  });

  it('says why it could not', async () => {
    const run = sampleRun(ours);
    const { store, acting, state } = start({ cancel: () => Promise.reject(refusal) }, run);
    await acting.cancel(store, run.id);
    expect(acting.failure?.action).toBe('cancel');
    expect(state()).toEqual({ kind: 'live', run: run.id, cancelling: false });
  });
});
