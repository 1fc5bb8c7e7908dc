import type { ConfigDocument } from '../../../protocol/index.ts';
import { isSame, keysOf, member, type JsonObject } from './json.ts';
import { merge, type Collision, type Side } from './merge.ts';

/**
 * An edit in progress, as plain data: the config it began from, what the person made of it, and a newer one that somebody
 * else saved meanwhile. Every step returns a new draft; nothing a person entered and nothing anybody saved gets lost.
 */
export interface Draft {
  /** The revision that the edit began from: a save names it, and is refused when it is no longer the newest. */
  readonly revision: number;
  readonly base: JsonObject;
  readonly mine: JsonObject;
  readonly theirs: Saved | null;
}

/** A config that is saved, apart from its number. */
export interface Saved {
  readonly revision: number;
  readonly config: JsonObject;
}

/** A document of the API without its revision. It came as JSON, so it is JSON. */
export function saved({ revision, ...config }: ConfigDocument): Saved {
  return { revision, config: config as unknown as JsonObject };
}

export const begin = ({ revision, config }: Saved): Draft => ({ revision, base: config, mine: config, theirs: null });

/** Members that differ from what the edit began from; in a save, only these are sent. */
export const changedKeys = ({ base, mine }: Draft): string[] =>
  keysOf(base, mine).filter((key) => !isSame(member(base, key), member(mine, key)));

/** Back to what is saved; the newer one if there is one. */
export const discard = (draft: Draft): Draft => begin(draft.theirs ?? { revision: draft.revision, config: draft.base });

/** A revision became known. An older one is only late: the answer to a save can be faster than the stream. */
export const receive = (draft: Draft, news: Saved): Draft =>
  news.revision <= (draft.theirs ?? draft).revision ? draft : yieldTo(draft, news);

/**
 * Another revision counts now, whatever its number: a server that was set up anew begins again. An untouched form takes it
 * over. Where the person and the other side changed different things both changes stand; where they changed the same one,
 * the person has to choose (`collisions`).
 */
export function yieldTo(draft: Draft, news: Saved): Draft {
  const waiting: Draft = { ...draft, theirs: news };
  return collisions(waiting).length === 0 ? rebase(waiting, {}) : waiting;
}

/** What both sides changed, each in their own way, and has to be chosen before a save can succeed. */
export const collisions = ({ base, mine, theirs }: Draft): readonly Collision[] =>
  theirs ? merge(base, mine, theirs.config).collisions : [];

/** Goes on from the newer revision, with the choice made for each collision; mine where none was made. */
export function rebase(draft: Draft, choice: Readonly<Record<string, Side>>): Draft {
  const { base, mine, theirs } = draft;
  return theirs ? { ...begin(theirs), mine: merge(base, mine, theirs.config, choice).value } : draft;
}
