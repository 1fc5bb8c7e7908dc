import { jsonPointer } from '../../../protocol/index.ts';
import { isObject, isSame, keysOf, member, type Json } from './json.ts';

/**
 * The part of JSON Schema 2020-12 that configs are described with. Keywords beyond it are not checked here: what the form
 * lets through, the server still refuses.
 */
export interface JsonSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** Not a rule, but what the text is for: `uri`. */
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
}

type Rule =
  'type' | 'const' | 'enum' | 'minLength' | 'maxLength' | 'pattern' | 'minimum' | 'maximum' | 'minItems' | 'maxItems';

/** A rule that a value breaks: which keyword, what it asks for, and where the value stands. */
export interface Violation {
  /** JSON Pointer. */
  readonly path: string;
  readonly keyword: Rule | 'required' | 'oneOf';
  readonly limit: Json;
}

// A keyword says nothing of values of other types: these have no size, and NaN is neither too small nor too large.
/** In characters, not UTF-16 units: section 6.3.1 of the validation vocabulary. */
const lengthOf = (value: Json): number => (typeof value === 'string' ? [...value].length : NaN);
const amountOf = (value: Json): number => (typeof value === 'number' ? value : NaN);
const countOf = (value: Json): number => (Array.isArray(value) ? value.length : NaN);

/** Whether a value breaks a rule. */
const RULES: { readonly [Keyword in Rule]: (value: Json, limit: NonNullable<JsonSchema[Keyword]>) => boolean } = {
  type: (value, type) => (type === 'integer' ? !Number.isInteger(value) : typeOf(value) !== type),
  const: (value, only) => !isSame(value, only),
  enum: (value, words) => !words.some((word) => isSame(value, word)),
  minLength: (value, least) => lengthOf(value) < least,
  maxLength: (value, most) => lengthOf(value) > most,
  pattern: (value, pattern) => typeof value === 'string' && !matches(pattern, value),
  minimum: (value, least) => amountOf(value) < least,
  maximum: (value, most) => amountOf(value) > most,
  minItems: (value, least) => countOf(value) < least,
  maxItems: (value, most) => countOf(value) > most,
};

export function validate(schema: JsonSchema, value: Json | undefined, path: readonly PropertyKey[] = []): Violation[] {
  const broken = (keyword: Violation['keyword'], limit: Json): Violation[] => [
    { path: jsonPointer(path), keyword, limit },
  ];

  if (value === undefined) return broken('required', true);
  for (const [keyword, breaks] of Object.entries(RULES) as [Rule, (value: Json, limit: Json) => boolean][]) {
    const limit = schema[keyword];
    if (limit !== undefined && breaks(value, limit)) return broken(keyword, limit);
  }
  const { oneOf, items, properties = {}, required = [] } = schema;
  if (oneOf) {
    const branch = branchOf(oneOf, value);
    return branch ? validate(branch, value, path) : broken('oneOf', null);
  }
  if (items && Array.isArray(value)) {
    return value.flatMap((item: Json, index) => validate(items, item, [...path, index]));
  }
  if (!isObject(value)) return [];
  return [...new Set([...keysOf(properties), ...required])].flatMap((key) => {
    const part = member(value, key);
    return part === undefined && !required.includes(key) ? [] : validate(properties[key] ?? {}, part, [...path, key]);
  });
}

/**
 * The alternative that a value means: the one whose constants it has (a discriminated union), whether or not the rest is
 * right, so that what is wrong can be said of the right field.
 */
export function branchOf(branches: readonly JsonSchema[], value: Json | undefined): JsonSchema | undefined {
  return branches.find((branch) => {
    const constants = Object.entries(branch.properties ?? {}).filter(([, part]) => part.const !== undefined);
    if (constants.length === 0) return validate(branch, value).length === 0;
    return constants.every(([key, part]) => isSame(member(value, key), part.const));
  });
}

const typeOf = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** A pattern that this browser does not understand is left to the server. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}
