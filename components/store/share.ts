/**
 * `after`, made of the very objects of `before` wherever they are equal, so that what did not change keeps its identity.
 * For plain data; members of lists are matched by their `id`, else by their place.
 */
export function share<T>(before: unknown, after: T): T {
  return shared(before, after) as T;
}

function shared(before: unknown, after: unknown): unknown {
  if (Object.is(before, after) || !isObject(before) || !isObject(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  return Array.isArray(after) ? sharedList(before as unknown[], after) : sharedRecord(before, after);
}

function sharedList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byId = new Map(before.map((entry, index) => [idOf(entry) ?? index, entry]));
  const made = after.map((entry, index) => shared(byId.get(idOf(entry) ?? index), entry));
  return made.length === before.length && made.every((entry, index) => Object.is(entry, before[index])) ? before : made;
}

function sharedRecord(before: object, after: object): object {
  const known = new Map(Object.entries(before));
  const entries = Object.entries(after).map(([key, value]) => [key, shared(known.get(key), value)] as const);
  const same =
    entries.length === known.size &&
    entries.every(([key, value]) => known.has(key) && Object.is(value, known.get(key)));
  return same ? before : Object.fromEntries(entries);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const idOf = (entry: unknown): string | undefined =>
  isObject(entry) && 'id' in entry && typeof entry.id === 'string' ? entry.id : undefined;
