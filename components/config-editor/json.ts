/** A JSON value, and the two things an editor does with one: read at a JSON Pointer (RFC 6901), and write there. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of its own: what an object inherits (`constructor`) is no part of a document. */
export const member = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** A value as a person reads and types it: texts without quotes, nothing for nothing. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const parsePointer = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value at a pointer, undefined where there is none. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const key of parsePointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** A copy with another value at the pointer; undefined takes the member out. Everything beside the path stays the same object. */
export function withValue(document: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const [key, ...rest] = parsePointer(pointer);
  return key === undefined ? document : replace(document, key, rest, value);
}

function replace(object: JsonObject, key: string, rest: readonly string[], value: Json | undefined): JsonObject {
  const [next, ...further] = rest;
  const inner = member(object, key);
  const changed = next === undefined ? value : replace(isObject(inner) ? inner : {}, next, further, value);
  if (changed !== undefined) return { ...object, [key]: changed };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** Equal as JSON: the order of members does not count, an undefined member is one that is not there. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [defined(a), defined(b)];
  return one.length === other.length && one.every(([key, value]) => isSame(value, member(b as JsonObject, key)));
}

const defined = (value: object): [string, Json][] =>
  Object.entries(value as Record<string, Json | undefined>).flatMap(([key, part]): [string, Json][] =>
    part === undefined ? [] : [[key, part]],
  );
