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

const fetched = new Map<string, Promise<JsonSchema | null>>();

/**
 * The rules that the server of a pipeline publishes, `…/api/config.schema.json`; null when they cannot be had, and then
 * the server's answer to a save has to do. Asked once a page, and again after a failure.
 */
export async function fetchSchema(src: string): Promise<JsonSchema | null> {
  const url = schemaUrl(src);
  const request = fetched.get(url) ?? requestSchema(url);
  fetched.set(url, request);
  const schema = await request;
  if (!schema) fetched.delete(url);
  return schema;
}

/** Beside the pipelines: `…/api/pipelines/shop` has its schema at `…/api/config.schema.json`. */
export function schemaUrl(src: string): string {
  const { origin, pathname } = new URL(src, globalThis.document?.baseURI);
  return new URL('../config.schema.json', origin + pathname.replace(/\/+$/, '')).href;
}

async function requestSchema(url: string): Promise<JsonSchema | null> {
  try {
    const schema = (await (await fetch(url)).json()) as Json;
    return isObject(schema) && isObject(schema['properties']) ? schema : null;
  } catch {
    // No network, or no JSON. The editor works without.
    return null;
  }
}
