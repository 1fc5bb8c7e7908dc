import { describe, expect, it, vi } from 'vitest';
import { createState } from './state.ts';

const flushed = (): Promise<void> => Promise.resolve();

describe('createState', () => {
  it('tells listeners once of all that changed in a task', async () => {
    const state = createState({ a: 1, b: 1 });
    const listener = vi.fn();
    state.subscribe(listener);
    state.patch({ a: 2 });
    state.patch({ b: 2 });
    expect(listener).not.toHaveBeenCalled();
    await flushed();
    expect(listener).toHaveBeenCalledOnce();
    expect(state.get()).toEqual({ a: 2, b: 2 });
  });

  it('keeps the very same frozen snapshot when nothing changed, and tells nobody', async () => {
    const state = createState({ a: 1 });
    const listener = vi.fn();
    state.subscribe(listener);
    const before = state.get();
    state.patch({ a: 1 });
    await flushed();
    expect(state.get()).toBe(before);
    expect(Object.isFrozen(before)).toBe(true);
    expect(listener).not.toHaveBeenCalled();
  });

  it('knows when the first listener comes and the last one goes, however they go', () => {
    const onFirst = vi.fn();
    const onLast = vi.fn();
    const state = createState({ a: 1 }, { onFirst, onLast });
    const control = new AbortController();
    const listener = (): void => {};
    const end = state.subscribe(listener);
    state.subscribe(listener, { signal: control.signal });
    expect(onFirst).toHaveBeenCalledOnce();
    end();
    end();
    expect(onLast).not.toHaveBeenCalled();
    control.abort();
    expect(onLast).toHaveBeenCalledOnce();
    state.subscribe(listener, { signal: AbortSignal.abort() });
    expect(onFirst).toHaveBeenCalledOnce();
  });

  it('does not call a listener that an earlier one has just ended', async () => {
    const state = createState({ a: 1 });
    const second = vi.fn();
    state.subscribe(() => endSecond());
    const endSecond = state.subscribe(second);
    state.patch({ a: 2 });
    await flushed();
    expect(second).not.toHaveBeenCalled();
  });
});
