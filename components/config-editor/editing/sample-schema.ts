import type { JsonSchema } from './json-schema.ts';

/** For tests only: a schema as the server publishes it, with a field of every kind and a part that only JSON can edit. */
export const SAMPLE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 20, description: 'Shown as the heading.' },
    description: { type: 'string', maxLength: 2000 },
    visibility: { type: 'string', enum: ['public', 'private'] },
    stages: { type: 'array', minItems: 1, items: { type: 'object', properties: { name: { type: 'string' } } } },
    runner: {
      oneOf: [
        {
          type: 'object',
          properties: {
            kind: { const: 'simulated' },
            duration: { type: 'integer', minimum: 100, maximum: 3_600_000, default: 15_000 },
            failAt: { type: 'string' },
            matrix: { type: 'array', items: { type: 'string' }, default: [] },
          },
          required: ['kind'],
        },
        { type: 'object', properties: { kind: { const: 'external' } }, required: ['kind'] },
      ],
    },
  },
  required: ['title', 'description', 'visibility', 'stages', 'runner'],
};
