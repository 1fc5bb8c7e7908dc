import { jsonPointer } from '../../protocol/index.ts';
import { isObject, isSame, member, type Json } from './json.ts';

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
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
}

/** A rule that a value breaks: which keyword, what it asks for, and where the value stands. */
export interface Violation {
  /** JSON Pointer. */
  readonly path: string;
  readonly keyword: keyof JsonSchema;
  readonly limit: Json;
}

export function validate(schema: JsonSchema, value: Json | undefined, path: readonly PropertyKey[] = []): Violation[] {
  const broken = (keyword: keyof JsonSchema, limit: Json): Violation[] => [{ path: jsonPointer(path), keyword, limit }];

  if (value === undefined) return broken('required', true);
  if (schema.type !== undefined && !isOfType(value, schema.type)) return broken('type', schema.type);
  if (schema.const !== undefined && !isSame(value, schema.const)) return broken('const', schema.const);
  if (schema.enum !== undefined && !schema.enum.some((word) => isSame(value, word))) return broken('enum', schema.enum);
  if (schema.oneOf !== undefined) {
    const branch = branchOf(schema.oneOf, value);
    return branch === undefined ? broken('oneOf', null) : validate(branch, value, path);
  }

  if (typeof value === 'string') {
    // Characters, not UTF-16 units: section 6.3.1 of the validation vocabulary.
    const length = [...value].length;
    if (length < (schema.minLength ?? 0)) return broken('minLength', schema.minLength ?? 0);
    if (length > (schema.maxLength ?? Infinity)) return broken('maxLength', schema.maxLength ?? 0);
    if (schema.pattern !== undefined && !matches(schema.pattern, value)) return broken('pattern', schema.pattern);
  } else if (typeof value === 'number') {
    if (value < (schema.minimum ?? -Infinity)) return broken('minimum', schema.minimum ?? 0);
    if (value > (schema.maximum ?? Infinity)) return broken('maximum', schema.maximum ?? 0);
  } else if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) return broken('minItems', schema.minItems ?? 0);
    if (value.length > (schema.maxItems ?? Infinity)) return broken('maxItems', schema.maxItems ?? 0);
    const { items } = schema;
    if (items) return value.flatMap((item: Json, index) => validate(items, item, [...path, index]));
  } else if (isObject(value)) {
    const { properties = {}, required = [] } = schema;
    return [...new Set([...Object.keys(properties), ...required])].flatMap((key) => {
      const part = member(value, key);
      return part === undefined && !required.includes(key) ? [] : validate(properties[key] ?? {}, part, [...path, key]);
    });
  }
  return [];
}

/**
 * The alternative that a value means: the one whose constants it has (a discriminated union), whether or not the rest is
 * right, so that what is wrong can be said of the right field.
 */
export function branchOf(branches: readonly JsonSchema[], value: Json): JsonSchema | undefined {
  return branches.find((branch) => {
    const constants = Object.entries(branch.properties ?? {}).filter(([, part]) => part.const !== undefined);
    if (constants.length === 0) return validate(branch, value).length === 0;
    return isObject(value) && constants.every(([key, part]) => isSame(member(value, key), part.const));
  });
}

/** A pattern that this browser does not understand is left to the server. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

function isOfType(value: Json, type: NonNullable<JsonSchema['type']>): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
