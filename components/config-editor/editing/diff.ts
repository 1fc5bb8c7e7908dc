import { byId, isObject, isSame, keysOf, member, type Json } from './json.ts';

/** Something that differs between two configs. What is undefined is not there. */
export interface Difference {
  /** Members and ids of entries, from the outside: `['stages', 'building', 'name']`. */
  readonly path: readonly string[];
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** All that differs, each as far inside as it can be said. */
export function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): Difference[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    return keysOf(before, after).flatMap((key) => differences(member(before, key), member(after, key), [...path, key]));
  }
  const [old, now] = [byId(before), byId(after)];
  if (!old || !now) return [{ path, before, after }];
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  const inside = ids.flatMap((id) => differences(old.get(id), now.get(id), [...path, id]));
  // Of entries that only changed their places, the order is what differs.
  return inside.length > 0 ? inside : [{ path, before: [...old.keys()], after: [...now.keys()] }];
}
