import { jsonPointer } from '../../protocol/index.ts';
import { branchOf, type JsonSchema } from './json-schema.ts';
import { asText, isObject, member, type Json, type JsonObject } from './json.ts';

/** How a value is edited. `lines` is a list of words, one on each line; `union` chooses between alternatives. */
export type Control = 'line' | 'text' | 'number' | 'switch' | 'choice' | 'lines' | 'union';

/** A labelled control of the form, for one value of the config. */
export interface Field {
  /** JSON Pointer. */
  readonly path: string;
  readonly label: string;
  readonly help: string | null;
  readonly control: Control;
  readonly schema: JsonSchema;
  /** The words of a choice. */
  readonly options: readonly string[];
  readonly required: boolean;
}

export interface Form {
  readonly fields: readonly Field[];
  /** What no field can edit, `stages` or `runner.inputs`: lists of objects, objects of any names, what no type is said of. */
  readonly rest: readonly string[];
}

/** A value of the config and where the schema puts it. */
interface Place {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly value: Json | undefined;
  readonly required: boolean;
}

const NOTHING: Form = { fields: [], rest: [] };

/** A text that may be longer than this gets a box of several lines. */
const LINE_LENGTH = 300;

/** The fields of a config in the order of its schema, that has title and description first. */
export const formOf = (schema: JsonSchema, config: JsonObject): Form => together(placesIn(schema, config, []));

const together = (places: readonly Place[]): Form => {
  const forms = places.map(formAt);
  return { fields: forms.flatMap(({ fields }) => fields), rest: forms.flatMap(({ rest }) => rest) };
};

/** The member whose constant tells the alternatives of a union apart. */
export function discriminatorOf(branches: readonly JsonSchema[]): string | null {
  const [first, ...others] = branches;
  const constants = Object.entries(first?.properties ?? {}).flatMap(([key, part]) =>
    part.const === undefined ? [] : [key],
  );
  return constants.find((key) => others.every((branch) => branch.properties?.[key]?.const !== undefined)) ?? null;
}

function formAt(place: Place): Form {
  const { schema, path, value, required } = place;
  const field = (control: Control, options: readonly string[] = [], inner: Form = NOTHING): Form => {
    const label = schema.title ?? humanize(path.join(' '));
    const help = schema.description ?? null;
    const own: Field = { path: jsonPointer(path), label, help, control, schema, options, required };
    return { fields: [own, ...inner.fields], rest: inner.rest };
  };
  const none: Form = { fields: [], rest: [path.join('.')] };

  if (schema.oneOf) {
    const key = discriminatorOf(schema.oneOf);
    if (key === null) return none;
    const kinds = schema.oneOf.map((branch) => asText(branch.properties?.[key]?.const));
    const branch = value === undefined ? undefined : branchOf(schema.oneOf, value);
    const inner = branch ? placesIn(branch, value, path).filter((part) => part.path.at(-1) !== key) : [];
    return field('union', kinds, together(inner));
  }
  if (schema.enum?.every((word) => typeof word === 'string')) return field('choice', schema.enum);
  switch (schema.type) {
    case 'string':
      return field((schema.maxLength ?? 0) > LINE_LENGTH ? 'text' : 'line');
    case 'number':
    case 'integer':
      return field('number');
    case 'boolean':
      return field('switch');
    case 'array':
      return schema.items?.type === 'string' ? field('lines') : none;
    case 'object': {
      const inner = together(placesIn(schema, value, path));
      return inner.fields.length > 0 ? inner : none;
    }
    default:
      return none;
  }
}

const placesIn = (schema: JsonSchema, value: Json | undefined, path: readonly string[]): Place[] =>
  Object.entries(schema.properties ?? {}).map(([key, part]) => ({
    path: [...path, key],
    schema: part,
    value: isObject(value) ? member(value, key) : undefined,
    required: schema.required?.includes(key) ?? false,
  }));

/** `failAt` is "Fail at". */
export function humanize(key: string): string {
  const words = key.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
