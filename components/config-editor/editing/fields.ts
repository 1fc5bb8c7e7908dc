import { jsonPointer } from '../../../protocol/index.ts';
import { branchOf, type JsonSchema } from './json-schema.ts';
import { asText, listOf, member, valueAt, type Json } from './json.ts';
import { namesFor } from './references.ts';

/**
 * How a value is edited. `lines` is a list of words, one on each line; `set` chooses several of what there is; `union`
 * chooses between alternatives; `list` holds entries, each with fields of its own.
 */
export type Control = 'line' | 'text' | 'number' | 'switch' | 'choice' | 'lines' | 'set' | 'union' | 'list';

/** A labelled control of the form, for one value of the config. */
export interface Field {
  readonly keys: readonly string[];
  /** The keys as JSON Pointer. */
  readonly path: string;
  readonly label: string;
  readonly control: Control;
  readonly schema: JsonSchema;
  /** The member that tells the alternatives of a union apart. */
  readonly kind: string | undefined;
  /** The words of a choice or a set; the kinds of a union, in the order of its alternatives. */
  readonly options: readonly string[];
  /** What people call the options, where these are ids. */
  readonly names: ReadonlyMap<string, string> | null;
  readonly required: boolean;
}

export interface Form {
  readonly fields: readonly Field[];
  /** What no field can edit, as `runner.inputs`: objects of any names, what no type is said of. */
  readonly rest: readonly string[];
}

/** A text that may be longer than this gets a box of several lines. */
const LINE_LENGTH = 300;
/** With more to choose from, several are typed rather than ticked. */
const MOST_TICKED = 40;

const CONTROLS: Readonly<Record<string, Control>> = {
  string: 'line',
  number: 'number',
  integer: 'number',
  boolean: 'switch',
};

/** Where a form stands: in which config, and behind how many keys that its labels need not repeat. */
interface Place {
  readonly document: Json;
  readonly depth: number;
}

/** The fields of a config in the order of its schema, which has title and description first. */
export const formOf = (schema: JsonSchema, document: Json): Form =>
  membersOf(schema, document, [], { document, depth: 0 });

/** The fields of an entry of a list. */
export function entryForm({ keys, schema }: Field, index: number, document: Json, value: Json): Form {
  const place = { document, depth: keys.length + 1 };
  return formAt(schema.items ?? {}, value, [...keys, String(index)], true, place);
}

function membersOf(schema: JsonSchema, value: Json | undefined, keys: readonly string[], place: Place): Form {
  const forms = Object.entries(schema.properties ?? {})
    .filter(([, part]) => part.const === undefined)
    .map(([key, part]) => {
      const isRequired = schema.required?.includes(key) ?? false;
      return formAt(part, member(value, key), [...keys, key], isRequired, place);
    });
  return { fields: forms.flatMap(({ fields }) => fields), rest: forms.flatMap(({ rest }) => rest) };
}

function formAt(
  schema: JsonSchema,
  value: Json | undefined,
  keys: readonly string[],
  required: boolean,
  place: Place,
): Form {
  const { oneOf = [] } = schema;
  const kind = kindOf(oneOf);
  const names = namesFor(keys, place.document);
  const control = kind ? 'union' : controlOf(schema, names);
  const inner = membersOf(kind ? (branchOf(oneOf, value) ?? {}) : schema, value, keys, place);
  const words = schema.enum ?? oneOf.map((branch) => kind && branch.properties?.[kind]?.const);
  const own: Field[] = control
    ? [
        {
          keys,
          path: jsonPointer(keys),
          label: schema.title ?? humanize(keys.slice(place.depth).join(' ')),
          control,
          schema,
          kind,
          options: names ? [...names.keys()] : words.map(asText),
          names,
          required,
        },
      ]
    : [];
  const fields = [...own, ...inner.fields];
  return { fields, rest: fields.length > 0 ? inner.rest : [keys.join('.')] };
}

function controlOf(
  { enum: words, format, maxLength = 0, items, type = 'null' }: JsonSchema,
  names: ReadonlyMap<string, string> | null,
): Control | undefined {
  if (items?.type === 'string') return names && names.size > 0 && names.size <= MOST_TICKED ? 'set' : 'lines';
  if (names || words?.every((word) => typeof word === 'string')) return 'choice';
  if (items?.properties ?? items?.oneOf) return 'list';
  return maxLength > LINE_LENGTH && format === undefined ? 'text' : CONTROLS[type];
}

/** The member that is a constant in every alternative. */
const kindOf = (branches: readonly JsonSchema[]): string | undefined =>
  Object.keys(branches[0]?.properties ?? {}).find((key) =>
    branches.every((branch) => branch.properties?.[key]?.const !== undefined),
  );

/** The innermost field that a path of a config is about: `/stages/0/name` inside of `/stages`. */
export function fieldAt({ fields }: Form, path: string, document: Json): Field | undefined {
  const field = fields.findLast((one) => isWithin(path, one.path));
  if (field?.control !== 'list') return field;
  const list = listOf(valueAt(document, field.keys));
  const index = Number(path.slice(field.path.length + 1).split('/')[0] || NaN);
  const entry = list[index];
  return (entry !== undefined && fieldAt(entryForm(field, index, document, entry), path, document)) || field;
}

/** `/runner/matrix/3` is a matter of the field `/runner/matrix`. */
export const isWithin = (path: string, field: string): boolean => path === field || path.startsWith(`${field}/`);

/** `failAt` is "Fail at". */
export function humanize(key: string): string {
  const words = key.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `['stages', 'building', 'name']` is "Stages › Building › Name". */
export const pathName = (path: readonly string[]): string => path.map(humanize).join(' › ');
