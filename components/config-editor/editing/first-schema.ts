import type { JsonSchema } from './json-schema.ts';

/** Enough to edit title and description before the server's schema is here, or where there is none. */
export const FIRST_SCHEMA: JsonSchema = {
  properties: {
    title: { type: 'string', minLength: 1 },
    description: { type: 'string', maxLength: 2000 },
  },
  required: ['title', 'description'],
};
