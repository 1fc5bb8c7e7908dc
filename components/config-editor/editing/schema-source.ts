import type { JsonSchema } from './json-schema.ts';

/** The rules that the server of a pipeline publishes; null where they cannot be had. */
export async function fetchSchema(src: string): Promise<JsonSchema | null> {
  try {
    const answer = (await (await fetch(schemaUrl(src))).json()) as JsonSchema | null;
    return answer?.properties ? answer : null;
  } catch {
    // No network, or no JSON. The server's answer to a save has to do.
    return null;
  }
}

/** Beside the pipelines: `…/api/pipelines/shop` has its schema at `…/api/config.schema.json`. */
export function schemaUrl(src: string): string {
  const { origin, pathname } = new URL(src, globalThis.document?.baseURI);
  return new URL('../config.schema.json', origin + pathname.replace(/\/+$/, '')).href;
}
