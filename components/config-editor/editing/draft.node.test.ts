import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, changedKeys, collisions, discard, rebase, receive, type Draft, type Saved } from './draft.ts';
import type { JsonObject } from './json.ts';
import type { Side } from './merge.ts';

const first: Saved = { revision: 1, config: { title: 'Shop', description: 'Sells', runs: 50 } };
const edit = (draft: Draft, mine: JsonObject): Draft => ({ ...draft, mine });
const typed = (values: JsonObject): Draft => edit(begin(first), { ...first.config, ...values });

describe('a draft', () => {
  it('is clean until something differs, and clean again when it no longer does', () => {
    expect(changedKeys(begin(first))).toEqual([]);
    expect(changedKeys(typed({ title: 'Store' }))).toEqual(['title']);
    expect(changedKeys(edit(typed({ title: 'Store' }), { ...first.config }))).toEqual([]);
  });

  it('takes over a newer revision while clean', () => {
    const second = { revision: 2, config: { ...first.config, title: 'Store' } };
    expect(receive(begin(first), second)).toEqual(begin(second));
  });

  it('takes no notice of an older or the same revision', () => {
    const draft = typed({ title: 'Store' });
    expect(receive(draft, { revision: 1, config: {} })).toBe(draft);
    expect(receive(draft, { revision: 0, config: {} })).toBe(draft);
  });

  it('keeps both changes when they do not touch, and then begins from the newer revision', () => {
    const draft = receive(typed({ title: 'Store' }), { revision: 2, config: { ...first.config, runs: 10 } });
    expect(draft).toMatchObject({
      revision: 2,
      theirs: null,
      mine: { title: 'Store', description: 'Sells', runs: 10 },
    });
    expect(changedKeys(draft)).toEqual(['title']);
  });

  it('is no collision when both sides say the same', () => {
    const draft = receive(typed({ title: 'Store' }), { revision: 2, config: { ...first.config, title: 'Store' } });
    expect(draft).toMatchObject({ revision: 2, theirs: null });
    expect(changedKeys(draft)).toEqual([]);
  });

  const theirs = { revision: 2, config: { title: 'Market', description: 'Buys', runs: 50 } };
  const collided = receive(typed({ title: 'Store', runs: 5 }), theirs);

  it('shows what collided, and keeps both versions', () => {
    expect(collisions(collided).map(({ path }) => path)).toEqual(['/title']);
    expect(collided).toMatchObject({ mine: { title: 'Store' }, theirs });
  });

  it('goes on with mine', () => {
    const merged = rebase(collided, { '/title': 'mine' });
    expect(merged).toMatchObject({ revision: 2, mine: { title: 'Store', description: 'Buys', runs: 5 } });
    expect(changedKeys(merged)).toEqual(['title', 'runs']);
  });

  it('goes on with theirs, and keeps what did not collide', () => {
    const merged = rebase(collided, { '/title': 'theirs' });
    expect(merged).toMatchObject({ revision: 2, mine: { title: 'Market', description: 'Buys', runs: 5 } });
    expect(changedKeys(merged)).toEqual(['runs']);
  });

  it('discards to the newest revision', () => {
    expect(discard(collided)).toEqual(begin(theirs));
    expect(discard(typed({ title: 'Store' }))).toEqual(begin(first));
  });

  it('takes a third revision while a collision is open', () => {
    const third = { revision: 3, config: { title: 'Bazaar', description: 'Buys', runs: 50 } };
    const draft = receive(collided, third);
    expect(collisions(draft).map(({ path }) => path)).toEqual(['/title']);
    expect(draft.theirs).toEqual(third);
  });

  it('goes on by itself when a third revision ends the collision', () => {
    const third = { revision: 3, config: { title: 'Shop', description: 'Buys', runs: 50 } };
    expect(receive(collided, third)).toMatchObject({ revision: 3, theirs: null, mine: { title: 'Store', runs: 5 } });
  });
});

describe('two editors of one config', () => {
  const keys = ['a', 'b', 'c'];
  const step = fc.record({
    who: fc.nat(1),
    key: fc.constantFrom(...keys),
    side: fc.constantFrom<Side>('mine', 'theirs'),
  });

  it('never overwrite each other without somebody having chosen so', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean(), fc.boolean()), { maxLength: 60 }), (steps) => {
        let server: Saved = { revision: 1, config: { a: 0, b: 0, c: 0 } };
        const drafts = [begin(server), begin(server)];
        let value = 0;
        for (const [{ who, key, side }, saves, hears] of steps) {
          let draft = drafts[who] ?? begin(server);
          draft = edit(draft, { ...draft.mine, [key]: (value += 1) });
          if (hears) draft = receive(draft, server);
          if (saves && draft.revision === server.revision) {
            // The server's rule: only a save that names the newest revision counts, and it says only what it changed.
            const changes = Object.fromEntries(changedKeys(draft).map((name) => [name, draft.mine[name] ?? null]));
            const before = server.config;
            server = { revision: server.revision + 1, config: { ...before, ...changes } };
            for (const name of keys) if (!(name in changes)) expect(server.config[name]).toBe(before[name]);
            draft = begin(server);
          } else if (saves) {
            const mine = draft.mine;
            const refused = receive(draft, server);
            const open = collisions(refused).map(({ path }) => path.slice(1));
            // Refused, and nothing is lost: what the person entered still stands, what the other saved is shown.
            for (const name of changedKeys(draft)) expect(refused.mine[name]).toBe(mine[name]);
            draft = rebase(refused, Object.fromEntries(open.map((name) => [`/${name}`, side])));
            expect(draft.revision).toBe(server.revision);
            for (const name of open) expect(draft.mine[name]).toBe(side === 'mine' ? mine[name] : server.config[name]);
          }
          drafts[who] = draft;
        }
      }),
    );
  });
});
