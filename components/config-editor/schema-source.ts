import { isObject, type Json } from './json.ts';
import type { JsonSchema } from './json-schema.ts';

/** Enough to edit title and description before the server's schema is here, or where there is none. */
export const FIRST_SCHEMA: JsonSchema = {
  properties: {
    title: { type: 'string', minLength: 1 },
    description: { type: 'string', maxLength: 2000 },
  },
  required: ['title', 'description'],
};

/**
 * The rules that the server of a pipeline publishes; only the first ones when they cannot be had, and then the server's
 * answer to a save has to do.
 */
export async function fetchSchema(src: string): Promise<JsonSchema> {
  try {
    const schema = (await (await fetch(schemaUrl(src))).json()) as Json;
    return isObject(schema) && isObject(schema['properties']) ? schema : FIRST_SCHEMA;
  } catch {
    // No network, or no JSON. The editor works without.
    return FIRST_SCHEMA;
  }
}

/** Beside the pipelines: `…/api/pipelines/shop` has its schema at `…/api/config.schema.json`. */
export function schemaUrl(src: string): string {
  const { origin, pathname } = new URL(src, globalThis.document?.baseURI);
  return new URL('../config.schema.json', origin + pathname.replace(/\/+$/, '')).href;
}
