import { describe, expect, it } from 'vitest';
import type { ConfigAnswer, ConfigDocument, Problem } from '../../../protocol/index.ts';
import { fakeStore, type FakeActions, type FakeStore } from '../../shared/testing/fake-store.ts';
import { sampleConfig } from '../../shared/testing/sample.ts';
import { ProblemError } from '../../store/problem.ts';
import { Editing } from './editing.ts';
import { withValue, type Json } from './json.ts';
import { SAMPLE_SCHEMA } from './sample-schema.ts';
import * as sessions from './session.ts';

const problem = (status: number, more: object = {}): ProblemError =>
  new ProblemError({ type: 'about:blank', title: `Status ${status}`, status, ...more } satisfies Problem);

function start(actions: FakeActions = {}): {
  editing: Editing;
  store: FakeStore;
  type: (path: string, value: Json) => void;
} {
  const store = fakeStore({}, actions);
  const editing = new Editing(store, sampleConfig(), SAMPLE_SCHEMA, () => {});
  const type = (path: string, value: Json): void => {
    const { session } = editing;
    const text = JSON.stringify(withValue(session.draft.mine, path.slice(1).split('/'), value));
    editing.edit(sessions.write(session, text));
  };
  return { editing, store, type };
}

const answer = (config: Partial<ConfigDocument>): ConfigAnswer => ({ config: sampleConfig(config), run: null });

async function saidOf(editing: Editing): Promise<string | undefined> {
  expect(await editing.save()).toBeNull();
  return editing.outcome?.say('en');
}

/** An answer that comes when the test says so. */
function later<T>(): { promise: Promise<T>; give: (value: T) => void } {
  let give: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => (give = resolve));
  return { promise, give };
}

describe('a save', () => {
  it('sends only what changed, with the revision that the edit began from', async () => {
    const { editing, store, type } = start({
      saveConfig: () => Promise.resolve(answer({ title: 'Store', revision: 4 })),
    });
    type('/title', 'Store');
    expect(await editing.save()).toMatchObject({ config: { revision: 4 } });
    expect(store.calls).toEqual([{ name: 'saveConfig', args: [{ title: 'Store' }, 3] }]);
    expect(editing.picture.unsaved).toBe(0);
    expect(editing.session.draft.revision).toBe(4);
  });

  it('does not go out twice, nor with nothing in it, nor with a broken rule', async () => {
    const { promise, give } = later<ConfigAnswer>();
    const { editing, store, type } = start({ saveConfig: () => promise });
    expect(await editing.save()).toBeNull();
    type('/title', '');
    expect(await saidOf(editing)).toBe('Not saved: 1 entry needs another look.');
    expect(store.calls).toEqual([]);
    type('/title', 'Store');
    const saving = editing.save();
    expect(await editing.save()).toBeNull();
    give(answer({ title: 'Store', revision: 4 }));
    await saving;
    expect(store.calls).toHaveLength(1);
  });

  it('keeps what was typed while it was on its way', async () => {
    const { promise, give } = later<ConfigAnswer>();
    const { editing, type } = start({ saveConfig: () => promise });
    type('/title', 'Store');
    const saving = editing.save();
    type('/description', 'More to say');
    give(answer({ title: 'Store', revision: 4 }));
    await saving;
    expect(editing.picture.changes).toEqual({ description: 'More to say' });
    expect(editing.session.draft).toMatchObject({ revision: 4, mine: { title: 'Store' } });
  });

  it('is no news from elsewhere when the stream is faster than the answer', async () => {
    const { promise, give } = later<ConfigAnswer>();
    const { editing, type } = start({ saveConfig: () => promise });
    type('/title', 'Store');
    const saving = editing.save();
    const next = sampleConfig({ title: 'Store', revision: 4 });
    editing.receive(next, SAMPLE_SCHEMA);
    give({ config: next, run: null });
    expect(await saving).toEqual({ config: next, run: null });
    editing.receive(next, SAMPLE_SCHEMA);
    expect(editing.outcome?.look).toBe('success');
    editing.receive(sampleConfig({ title: 'Market', revision: 5 }), SAMPLE_SCHEMA);
    expect(editing.outcome).toBeNull();
  });
});

describe('a save that lost a race', () => {
  const theirs = sampleConfig({ title: 'Market', revision: 4 });

  it('shows both versions, and sends the choice on top of the newer revision', async () => {
    const { editing, store, type } = start({
      saveConfig: (_, revision) =>
        revision === 3 ? Promise.reject(problem(412, { current: theirs })) : Promise.resolve(answer({ revision: 5 })),
    });
    type('/title', 'Store');
    expect(await saidOf(editing)).toBe('Not saved yet: choose a version above.');
    expect(editing.picture.collisions).toMatchObject([{ path: '/title' }]);
    expect(editing.session.draft).toMatchObject({ mine: { title: 'Store' }, theirs: { config: { title: 'Market' } } });
    expect(await editing.save()).toMatchObject({ run: null });
    expect(store.calls.at(-1)?.args).toEqual([{ title: 'Store' }, 4]);
  });

  it('sends nothing when theirs was chosen and nothing else was changed', async () => {
    const { editing, store, type } = start({ saveConfig: () => Promise.reject(problem(412, { current: theirs })) });
    type('/title', 'Store');
    await editing.save();
    editing.edit(sessions.choose(editing.session, '/title', 'theirs'));
    expect(await editing.save()).toBeNull();
    expect(store.calls).toHaveLength(1);
    expect(editing.session.draft).toMatchObject({ revision: 4, mine: { title: 'Market' } });
    expect(editing.picture.unsaved).toBe(0);
  });

  it('keeps both changes when they do not touch', async () => {
    const elsewhere = sampleConfig({ description: 'Sells', revision: 4 });
    const { editing, type } = start({ saveConfig: () => Promise.reject(problem(412, { current: elsewhere })) });
    type('/title', 'Store');
    expect(await saidOf(editing)).toContain('Revision 4 was saved elsewhere.');
    expect(editing.session.draft.mine).toMatchObject({ title: 'Store', description: 'Sells' });
    expect(editing.picture.changes).toEqual({ title: 'Store' });
  });

  it('begins again with a server that was set up anew', async () => {
    const reset = sampleConfig({ revision: 0 });
    const { editing, store, type } = start({
      saveConfig: (_, revision) =>
        revision === 0 ? Promise.resolve(answer({ revision: 1 })) : Promise.reject(problem(412, { current: reset })),
    });
    type('/title', 'Store');
    expect(await saidOf(editing)).toContain('Revision 0 was saved elsewhere.');
    expect(await editing.save()).toMatchObject({ run: null });
    expect(store.calls.at(-1)?.args).toEqual([{ title: 'Store' }, 0]);
  });
});

describe('a refused save', () => {
  it('keeps the entries and says what the server said', async () => {
    const errors = [{ path: '/runner/failAt', message: 'names no stage' }];
    const { editing, type } = start({ saveConfig: () => Promise.reject(problem(422, { errors })) });
    type('/runner/failAt', 'nowhere');
    expect(await saidOf(editing)).toBe('Not saved: 1 entry needs another look.');
    expect(editing.session.refusals).toEqual(errors);
    expect(editing.picture.unsaved).toBe(1);
  });

  it.each([401, 403])('makes the settings read-only after a %i', async (status) => {
    const { editing, type } = start({ saveConfig: () => Promise.reject(problem(status)) });
    type('/title', 'Store');
    expect(await saidOf(editing)).toBe(`Not saved. Status ${status}`);
    expect(editing.denied).toBe(true);
    expect(await editing.save()).toBeNull();
  });

  it('lets a fault of ours through', async () => {
    const { editing, type } = start({ saveConfig: () => Promise.reject(new TypeError('ours')) });
    type('/title', 'Store');
    await expect(editing.save()).rejects.toThrow('ours');
  });
});

describe('who may edit', () => {
  it('is asked once for each revision', async () => {
    const revision = { revision: 3, time: 1, author: 'ada', config: sampleConfig() };
    const { editing, store } = start({ revisions: () => Promise.resolve([revision]) });
    await editing.askRevisions();
    await editing.askRevisions();
    expect(store.calls).toHaveLength(1);
    expect(editing.revisions[0]?.author).toBe('ada');
    expect(editing.denied).toBe(false);
  });

  it('is told by a refusal', async () => {
    const { editing } = start({ revisions: () => Promise.reject(problem(403)) });
    await editing.askRevisions();
    expect(editing.denied).toBe(true);
  });

  it('is not told by a network that is away', async () => {
    const { editing } = start({ revisions: () => Promise.reject(problem(0)) });
    await editing.askRevisions();
    expect(editing.denied).toBe(false);
  });
});
