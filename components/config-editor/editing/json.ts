/** A JSON value, and what an editor does with one. A member that is undefined is one that is not there. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The list, an empty one for what is none. */
export const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

/** A member of its own: what an object inherits (`constructor`) is no part of a document. */
export const member = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;

export const keysOf = (...objects: readonly object[]): string[] => [...new Set(objects.flatMap(Object.keys))];

/** A value as a person reads and types it: texts without quotes, nothing for nothing. */
export const asText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

/** A value as it is compared: texts as they are, all else as JSON on lines of its own. Nothing for nothing. */
export const valueText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2);

/** The value below these keys, undefined where there is none. */
export const valueAt = (document: Json, keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>(member, document);

/** A copy with another value below the keys. Everything beside them stays the same object. */
export function withValue(
  document: Json | undefined,
  [key, ...rest]: readonly string[],
  value: Json | undefined,
): Json | undefined {
  if (key === undefined) return value;
  const next = withValue(member(document, key), rest, value);
  if (isList(document)) return document.map((entry, index) => (String(index) === key ? (next ?? null) : entry));
  return { ...(isObject(document) ? document : {}), [key]: next };
}

/** The entries of a list by their ids; null for a list of anything else, or where two have the same. */
export function byId(list: Json | undefined): ReadonlyMap<string, Json> | null {
  if (!isList(list)) return null;
  const entries = new Map(list.map((entry) => [member(entry, 'id'), entry]));
  const isKeyed = entries.size === list.length && [...entries.keys()].every((id) => typeof id === 'string');
  return isKeyed ? (entries as ReadonlyMap<string, Json>) : null;
}

/** Equal as JSON: the order of members does not count. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return isList(a) === isList(b) && keysOf(a, b).every((key) => isSame(member(a, key), member(b, key)));
}
