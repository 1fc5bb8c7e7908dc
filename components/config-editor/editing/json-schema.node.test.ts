import { describe, expect, it } from 'vitest';
import { configJsonSchema, configSchema } from '../../../protocol/config.schema.ts';
import { DEFAULT_CONFIG } from '../../../protocol/index.ts';
import type { Json } from './json.ts';
import { validate, type JsonSchema } from './json-schema.ts';
import { withValue, type JsonObject } from './json.ts';

const published = configJsonSchema() as JsonSchema;
const config = DEFAULT_CONFIG as unknown as JsonObject;

describe('validate', () => {
  it.each<[JsonSchema, Json | undefined, string[]]>([
    [{ type: 'string', minLength: 1 }, '', ['minLength']],
    [{ type: 'string', maxLength: 2 }, '👩🏽👩🏽', ['maxLength']],
    [{ type: 'string', maxLength: 2 }, '🚀🚀', []],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'A', ['pattern']],
    [{ type: 'string', pattern: '(' }, 'A', []],
    [{ type: 'string' }, 1, ['type']],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 1.5, ['type']],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 0, ['minimum']],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 4, ['maximum']],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 2, []],
    [{ enum: ['a', 'b'] }, 'c', ['enum']],
    [{ const: { a: [1] } }, { a: [1] }, []],
    [{ type: 'array', minItems: 1 }, [], ['minItems']],
    [{ type: 'array', maxItems: 1 }, [1, 2], ['maxItems']],
    [{ type: 'null' }, null, []],
    [{ type: 'object' }, [], ['type']],
    [{ required: ['a'] }, {}, ['required']],
    [{ required: ['toString'] }, {}, ['required']],
    [{ properties: { a: { type: 'string' } } }, {}, []],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, true, ['oneOf']],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, 1, []],
  ])('%j with %j breaks %j', (schema, value, keywords) => {
    expect(validate(schema, value).map(({ keyword }) => keyword)).toEqual(keywords);
  });

  it('says where', () => {
    const schema: JsonSchema = { properties: { list: { items: { properties: { 'a/b': { type: 'number' } } } } } };
    expect(validate(schema, { list: [{}, { 'a/b': 'x' }] })).toEqual([
      { path: '/list/1/a~1b', keyword: 'type', limit: 'number' },
    ]);
  });

  it('blames the field of the alternative that was meant', () => {
    const value = { ...config, runner: { kind: 'simulated', duration: 5 } };
    expect(validate(published, value)).toEqual([{ path: '/runner/duration', keyword: 'minimum', limit: 100 }]);
  });
});

describe('the published schema', () => {
  it('accepts the default config', () => {
    expect(validate(published, config)).toEqual([]);
  });

  it.each<[path: string, value: Json | undefined]>([
    ['/title', ''],
    ['/title', undefined],
    ['/title', 7],
    ['/title', 'x'.repeat(201)],
    ['/description', 'x'.repeat(2001)],
    ['/visibility', 'secret'],
    ['/stages', []],
    ['/runner/duration', 99],
    ['/runner/duration', 1.5],
    ['/runner/kind', 'other'],
    ['/concurrency', null],
    ['/retention/days', 0],
  ])('refuses %s = %j where the server does', (path, value) => {
    const wrong = withValue(config, path.slice(1).split('/'), value);
    const server = configSchema.safeParse(wrong);
    expect(server.success).toBe(false);
    expect(validate(published, wrong).length).toBeGreaterThan(0);
  });
});
