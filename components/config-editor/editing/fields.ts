import { jsonPointer } from '../../../protocol/index.ts';
import { branchOf, type JsonSchema } from './json-schema.ts';
import { asText, member, type Json } from './json.ts';

/** How a value is edited. `lines` is a list of words, one on each line; `union` chooses between alternatives. */
export type Control = 'line' | 'text' | 'number' | 'switch' | 'choice' | 'lines' | 'union';

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
  /** The words of a choice; the kinds of a union, in the order of its alternatives. */
  readonly options: readonly string[];
  readonly required: boolean;
}

export interface Form {
  readonly fields: readonly Field[];
  /** What no field can edit, `stages` or `runner.inputs`: lists of objects, objects of any names, what no type is said of. */
  readonly rest: readonly string[];
}

/** A text that may be longer than this gets a box of several lines. */
const LINE_LENGTH = 300;

const CONTROLS: Readonly<Record<string, Control>> = {
  string: 'line',
  number: 'number',
  integer: 'number',
  boolean: 'switch',
};

/** The fields of an object in the order of its schema, which has a config's title and description first. */
export function formOf(schema: JsonSchema, value: Json | undefined, keys: readonly string[] = []): Form {
  const forms = Object.entries(schema.properties ?? {})
    .filter(([, part]) => part.const === undefined)
    .map(([key, part]) => formAt(part, member(value, key), [...keys, key], schema.required?.includes(key) ?? false));
  return { fields: forms.flatMap(({ fields }) => fields), rest: forms.flatMap(({ rest }) => rest) };
}

function formAt(schema: JsonSchema, value: Json | undefined, keys: readonly string[], required: boolean): Form {
  const { oneOf = [] } = schema;
  const kind = kindOf(oneOf);
  const control = kind ? 'union' : controlOf(schema);
  const inner = formOf(kind ? (branchOf(oneOf, value) ?? {}) : schema, value, keys);
  const own: Field[] = control
    ? [
        {
          keys,
          path: jsonPointer(keys),
          label: schema.title ?? humanize(keys.join(' ')),
          control,
          schema,
          kind,
          options: (schema.enum ?? oneOf.map((branch) => kind && branch.properties?.[kind]?.const)).map(asText),
          required,
        },
      ]
    : [];
  const fields = [...own, ...inner.fields];
  return { fields, rest: fields.length > 0 ? inner.rest : [keys.join('.')] };
}

function controlOf({ enum: words, maxLength = 0, items, type = 'null' }: JsonSchema): Control | undefined {
  if (words?.every((word) => typeof word === 'string')) return 'choice';
  if (items?.type === 'string') return 'lines';
  return maxLength > LINE_LENGTH ? 'text' : CONTROLS[type];
}

/** The member that is a constant in every alternative. */
const kindOf = (branches: readonly JsonSchema[]): string | undefined =>
  Object.keys(branches[0]?.properties ?? {}).find((key) =>
    branches.every((branch) => branch.properties?.[key]?.const !== undefined),
  );

/** `failAt` is "Fail at". */
export function humanize(key: string): string {
  const words = key.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
