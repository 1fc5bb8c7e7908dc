import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_CONFIG, type Config, type ConfigAnswer, type ConfigDocument } from '../../../protocol/index.ts';
import { fakeStore } from '../../shared/testing/fake-store.ts';
import { ProblemError } from '../../store/problem.ts';
import { Editing } from './editing.ts';
import { valueAt, withValue, type Json, type JsonObject } from './json.ts';
import { SAMPLE_SCHEMA } from './sample-schema.ts';
import * as sessions from './session.ts';

/** As the Worker saves: fields as wholes, and only for one who names the newest revision. */
class FakeServer {
  config: ConfigDocument = { ...DEFAULT_CONFIG, revision: 1 };
  saves = 0;

  save(changes: Partial<Config>, revision: number): Promise<ConfigAnswer> {
    const { config: current } = this;
    if (revision !== current.revision) {
      return Promise.reject(new ProblemError({ type: 'about:blank', title: 'Gone on', status: 412, ...{ current } }));
    }
    this.saves += 1;
    this.config = { ...current, ...changes, revision: revision + 1 };
    return Promise.resolve({ config: this.config, run: null });
  }
}

/** Values that edits change: some beside each other, some in entries of the same list, one that both write. */
const PLACES = [
  ['title'],
  ['description'],
  ['stages', '1', 'name'],
  ['stages', '2', 'name'],
  ['topology', 'nodes', '3', 'name'],
  ['topology', 'nodes', '4', 'name'],
  ['retention', 'days'],
] as const;

const step = fc.record({
  who: fc.nat(1),
  place: fc.nat(PLACES.length - 1),
  side: fc.constantFrom<'mine' | 'theirs'>('mine', 'theirs'),
  does: fc.constantFrom('edit', 'edit', 'save', 'save', 'hear'),
});

it('two editors who save 1,000 times at random lose no edit that was acknowledged', { timeout: 60_000 }, async () => {
  const steps = fc.sample(fc.array(step, { minLength: 8000, maxLength: 8000 }), { numRuns: 1, seed: 4711 }).flat();
  const server = new FakeServer();
  const store = fakeStore({}, { saveConfig: (changes, revision) => server.save(changes as Partial<Config>, revision) });
  const editors = [0, 1].map(() => new Editing(store, server.config, SAMPLE_SCHEMA, () => {}));
  /** What the server has to have at each place: the last that was acknowledged, or knowingly replaced since. */
  const acknowledged = new Map<string, Json | undefined>();
  const nowAt = (place: readonly string[]): Json | undefined => valueAt(server.config as unknown as Json, place);
  let written = 0;
  let conflicts = 0;

  for (const { who, place: index, side, does } of steps) {
    const editor = editors[who];
    const place = PLACES[index];
    if (!editor || !place) throw new Error('There are two editors, and places to edit.');
    if (does === 'edit') {
      const { session } = editor;
      written += 1;
      const value: Json = place[0] === 'retention' ? 1 + (written % 3000) : `v${written}`;
      editor.edit(sessions.replace(session, withValue(session.draft.mine, place, value) as JsonObject));
    } else if (does === 'hear') {
      editor.receive(server.config, SAMPLE_SCHEMA);
    } else {
      for (const { path } of editor.picture.collisions) {
        conflicts += 1;
        editor.edit(sessions.choose(editor.session, path, side));
      }
      const mine = editor.session.draft;
      const answer = await editor.save();
      if (!answer) continue;
      for (const one of PLACES) {
        const before = acknowledged.get(one.join());
        const wasSeen = valueAt(mine.theirs?.config ?? mine.base, one);
        const isMine = valueAt(mine.base, one) !== valueAt(mine.mine, one);
        // What I did not touch is as the last one left it; what I did, I changed knowing what it was.
        if (!isMine && before !== undefined) expect(nowAt(one)).toBe(before);
        if (isMine && before !== undefined) expect(wasSeen).toBe(before);
        acknowledged.set(one.join(), nowAt(one));
      }
    }
  }
  expect(server.saves).toBeGreaterThan(1000);
  expect(conflicts).toBeGreaterThan(50);
});
