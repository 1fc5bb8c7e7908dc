import { jsonPointer } from '../../../protocol/index.ts';
import { byId, isObject, isSame, keysOf, member, type Json, type JsonObject } from './json.ts';

export type Side = 'mine' | 'theirs';

/** Something that two people changed at once, each in their own way. What is undefined was taken out, or was not there. */
export interface Collision {
  /** JSON Pointer, with the id of an entry for its index: indices are what changes. */
  readonly path: string;
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface Merged {
  readonly value: JsonObject;
  readonly collisions: readonly Collision[];
}

/**
 * What two people made of a config, put together field by field; entries of lists are the same where their ids are. Where
 * both changed one thing, the choice for its path decides, and mine counts until there is one.
 */
export function merge(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  choice: Readonly<Record<string, Side>> = {},
): Merged {
  const collisions: Collision[] = [];
  const value = whole(base, mine, theirs, []);
  return { value: value as JsonObject, collisions };

  function whole(
    base: Json | undefined,
    mine: Json | undefined,
    theirs: Json | undefined,
    path: readonly string[],
  ): Json | undefined {
    if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
    if (isSame(base, mine)) return theirs;
    const [before, own, other] = [byId(base), byId(mine), byId(theirs)];
    if (before && own && other) return list(before, own, other, path);
    if (isObject(base) && isObject(mine) && isObject(theirs) && !areAlternatives(mine, theirs)) {
      return Object.fromEntries(
        keysOf(mine, theirs).map((key) => [
          key,
          whole(member(base, key), member(mine, key), member(theirs, key), [...path, key]),
        ]),
      );
    }
    const collision = { path: jsonPointer(path), base, mine, theirs };
    collisions.push(collision);
    return choice[collision.path] === 'theirs' ? theirs : mine;
  }

  function list(
    base: ReadonlyMap<string, Json>,
    mine: ReadonlyMap<string, Json>,
    theirs: ReadonlyMap<string, Json>,
    path: readonly string[],
  ): Json[] {
    return order(base, mine, theirs).flatMap(
      (id) => whole(base.get(id), mine.get(id), theirs.get(id), [...path, id]) ?? [],
    );
  }
}

/** All ids of both lists: as I ordered them if I did, else as they did; what only the other has stands behind what it stood behind. */
function order(
  base: ReadonlyMap<string, Json>,
  mine: ReadonlyMap<string, Json>,
  theirs: ReadonlyMap<string, Json>,
): string[] {
  const kept = (of: ReadonlyMap<string, Json>, among: ReadonlyMap<string, Json>): string[] =>
    [...of.keys()].filter((id) => among.has(id));
  const hasMoved = !isSame(kept(mine, base), kept(base, mine));
  const [lead, other] = hasMoved ? [mine, theirs] : [theirs, mine];
  const ids = [...lead.keys()];
  let at = 0;
  for (const id of other.keys()) {
    const known = ids.indexOf(id);
    if (known < 0) ids.splice(at, 0, id);
    at = (known < 0 ? at : known) + 1;
  }
  return ids;
}

/** Two alternatives of a union have different members: a mixture would be neither. Entries of lists are told by their ids. */
const areAlternatives = (a: JsonObject, b: JsonObject): boolean =>
  member(a, 'id') === undefined && !isSame(member(a, 'kind'), member(b, 'kind'));
