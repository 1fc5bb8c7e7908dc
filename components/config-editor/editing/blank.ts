import { branchOf, type JsonSchema } from './json-schema.ts';
import { asText, isList, isObject, listOf, member, type Json } from './json.ts';

/** A value to begin with: what the schema says by itself, and nothing where a person has to say it. */
export function blank({ const: only, default: given, enum: words, oneOf, ...schema }: JsonSchema): Json {
  if (only !== undefined) return only;
  if (oneOf?.[0]) return blank(oneOf[0]);
  const { type, properties = {}, required = [] } = schema;
  if (type === 'object') {
    const members = Object.entries(properties).filter(
      ([key, part]) => required.includes(key) || part.default !== undefined,
    );
    return Object.fromEntries(members.map(([key, part]) => [key, blank(part)]));
  }
  if (given !== undefined) return given;
  if (words?.[0] !== undefined) return words[0];
  if (type === 'array') return [];
  if (type === 'boolean') return false;
  return type === 'integer' || type === 'number' ? (schema.minimum ?? 0) : '';
}

/** A new entry for a list, with an id of its own if entries have one: `stage-6` in `stages`. */
export function newEntry(items: JsonSchema, list: Json | undefined, name: string): Json {
  const entry = blank(items);
  if (member(entry, 'id') === undefined) return entry;
  const ids = new Set(listOf(list).map((one) => asText(member(one, 'id'))));
  let number = listOf(list).length + 1;
  while (ids.has(`${name}-${number}`)) number += 1;
  return { ...(entry as object), id: `${name}-${number}` };
}

/** The value with all that the schema says of what is left out, as a server reads it. */
export function complete(schema: JsonSchema, value: Json): Json {
  const { items, oneOf } = schema;
  if (isList(value)) return items ? value.map((entry) => complete(items, entry)) : value;
  if (!isObject(value)) return value;
  const { properties = {} } = oneOf ? (branchOf(oneOf, value) ?? {}) : schema;
  const members = Object.entries(properties).flatMap(([key, part]) => {
    const own = member(value, key) ?? part.default;
    return own === undefined ? [] : [[key, complete(part, own)] as const];
  });
  return { ...value, ...Object.fromEntries(members) };
}
