import { discriminatorOf, type Field } from './fields.ts';
import { asText, isObject, member, valueAt, withValue, type Json, type JsonObject } from './json.ts';

/** Between the text in a control and the value in the config. */

/** What a control shows. */
export function textOf({ control, path, schema }: Field, config: JsonObject): string {
  const value = valueAt(config, path);
  if (control === 'union') return kindOf(schema.oneOf ?? [], value);
  if (control === 'lines' && Array.isArray(value)) return value.map(asText).join('\n');
  return asText(value);
}

/**
 * The config with an entry as it stands, even halfway: `1.` stays text until it is a number, an empty line stays where the
 * next word is going to be. Choosing the alternative that `base` had brings its members back.
 */
export function withEntry(field: Field, text: string, config: JsonObject, base: JsonObject): JsonObject {
  return withValue(config, field.path, valueOf(field, text, valueAt(base, field.path)));
}

/** The config as its entries are meant, which is what is checked and saved: no space at the ends, no empty lines. */
export const settled = (fields: readonly Field[], config: JsonObject): JsonObject =>
  fields.reduce((settling, field) => {
    const value = valueAt(settling, field.path);
    if (typeof value === 'string') return withValue(settling, field.path, meant(field, value.trim()));
    if (field.control !== 'lines' || !Array.isArray(value)) return settling;
    const lines = value.map((line: Json) => (typeof line === 'string' ? line.trim() : line));
    const words = lines.filter((line) => line !== '');
    return withValue(settling, field.path, words);
  }, config);

const meant = (field: Field, text: string): Json | undefined =>
  field.control === 'number' && text !== '' && Number.isFinite(Number(text)) ? Number(text) : valueOf(field, text);

function valueOf(field: Field, text: string, before?: Json): Json | undefined {
  switch (field.control) {
    case 'union':
      return before !== undefined && kindOf(field.schema.oneOf ?? [], before) === text ? before : newOf(field, text);
    case 'lines':
      return text === '' ? [] : text.split('\n');
    case 'number': {
      const number = Number(text);
      if (text === '') return undefined;
      return String(number) === text && Number.isFinite(number) ? number : text;
    }
    case 'switch':
      return text === 'true';
    default:
      return text === '' && !field.required ? undefined : text;
  }
}

function kindOf(branches: NonNullable<Field['schema']['oneOf']>, value: Json | undefined): string {
  const key = discriminatorOf(branches);
  return key !== null && isObject(value) ? asText(member(value, key)) : '';
}

/** An alternative with nothing in it but what its schema says by itself. */
function newOf({ schema }: Field, kind: string): JsonObject {
  const branches = schema.oneOf ?? [];
  const key = discriminatorOf(branches);
  const branch = branches.find((one) => key !== null && asText(one.properties?.[key]?.const) === kind);
  return Object.fromEntries(
    Object.entries(branch?.properties ?? {}).flatMap(([name, part]): [string, Json][] => {
      const value = part.const ?? part.default;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
