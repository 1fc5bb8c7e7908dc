import { shallowEqual } from './equal.ts';

/**
 * `after`, made of the very objects of `before` wherever they are equal, so that what did not change keeps its identity.
 * For plain data; members of lists are matched by their `id`, else by their place.
 */
export function share<T>(before: unknown, after: T): T {
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return after;
  const known = new Map(members(before));
  const entries = members(after).map(([key, value]) => [key, share(known.get(key), value)] as const);
  const made: unknown = Array.isArray(after) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  return (shallowEqual(before, made) ? before : made) as T;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function members(parent: object): [key: PropertyKey, value: unknown][] {
  if (!Array.isArray(parent)) return Object.entries(parent);
  return parent.map((entry: { readonly id?: string } | null, index) => [entry?.id ?? index, entry]);
}
