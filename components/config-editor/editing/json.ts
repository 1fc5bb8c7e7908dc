/** A JSON value, and what an editor does with one. A member that is undefined is one that is not there. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of its own: what an object inherits (`constructor`) is no part of a document. */
export const member = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;

export const keysOf = (...objects: readonly object[]): string[] => [...new Set(objects.flatMap(Object.keys))];

export const pick = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.map((key) => [key, member(object, key)]));

/** A value as a person reads and types it: texts without quotes, nothing for nothing. */
export const asText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

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
  return { ...(isObject(document) ? document : {}), [key]: withValue(member(document, key), rest, value) };
}

/** Equal as JSON: the order of members does not count. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  return Array.isArray(a) === Array.isArray(b) && keysOf(a, b).every((key) => isSame(member(a, key), member(b, key)));
}
