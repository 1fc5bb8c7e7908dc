import { describe, expect, it } from 'vitest';
import { configJsonSchema, configSchema } from './config.schema.ts';
import { pipelineEvent } from './event.schema.ts';
import { DEFAULT_CONFIG, isId, isPipelineSlug, jsonPointer } from './index.ts';

const pathsOf = (config: unknown): string[] => {
  const result = configSchema.safeParse(config);
  return result.success ? [] : result.error.issues.map((issue) => jsonPointer(issue.path));
};

describe('the config schema', () => {
  it('takes the default config and changes nothing in it', () => {
    expect(configSchema.parse(DEFAULT_CONFIG)).toEqual(DEFAULT_CONFIG);
  });

  it.each([
    ['an empty title', { title: '  ' }, '/title'],
    ['a title that is no text', { title: 7 }, '/title'],
    ['a megabyte of description', { description: 'x'.repeat(1 << 20) }, '/description'],
    ['no stages', { stages: [] }, '/stages'],
    ['a stage twice', { stages: [DEFAULT_CONFIG.stages[0], DEFAULT_CONFIG.stages[0]] }, '/stages/1/id'],
    [
      'a connection to nowhere',
      { topology: { nodes: [], connections: [{ id: 'c', from: 'a', to: 'b' }] } },
      '/topology/connections/0/from',
    ],
    [
      'a node that links to a script',
      { topology: { nodes: [{ id: 'n', name: 'n', kind: 'kv', url: 'javascript:alert(1)' }], connections: [] } },
      '/topology/nodes/0/url',
    ],
    ['a log kept for no day', { retention: { runs: 5, days: 5, logs: { days: 0 } } }, '/retention/logs/days'],
    ['half a line of log', { retention: { runs: 5, days: 5, logs: { lines: 0.5 } } }, '/retention/logs/lines'],
    ['an origin with a path', { origins: ['https://example.com/x'] }, '/origins/0'],
    ['a stage to fail at that is not there', { runner: { kind: 'simulated', failAt: 'nowhere' } }, '/runner/failAt'],
  ])('refuses %s at its place', (_name, change, path) => {
    expect(pathsOf({ ...DEFAULT_CONFIG, ...change })).toContain(path);
  });

  it.each([{}, { days: 7 }, { lines: 1000 }, { days: 30, bytes: 1_000_000 }])('takes %j of logs', (logs) => {
    expect(pathsOf({ ...DEFAULT_CONFIG, retention: { runs: 5, days: 90, logs } })).toEqual([]);
  });

  it('is published as JSON Schema with a description of the title', () => {
    const schema = configJsonSchema();
    expect(schema['$schema']).toContain('json-schema.org');
    expect(schema['properties']).toHaveProperty('title.description');
  });
});

describe('the event schema', () => {
  it.each([
    { event: 'run', run: 'r1', status: 'running', ref: 'main' },
    { event: 'job', run: 'r1', job: 'build/18', needs: ['lint'], conclusion: 'success', progress: 100, attempt: 1 },
    { event: 'log', run: 'r1', type: 'info', message: '\u001b[31mred' },
    { event: 'deployment', run: 'r1', deployment: 'd1', status: 'running', url: 'https://example.com' },
  ])('takes $event', (event) => expect(pipelineEvent.parse(event)).toEqual(event));

  it.each([
    { event: 'run' },
    { event: 'run', run: ' ' },
    { event: 'job', run: 'r', job: 'j', status: 'exploded' },
    { event: 'job', run: 'r', job: 'j', progress: 101 },
    { event: 'deployment', run: 'r', deployment: 'd', url: 'javascript:alert(1)' },
    { event: 'log', run: 'r', message: 1 },
    { event: 'else', run: 'r' },
    null,
    [],
  ])('refuses %j', (event) => expect(pipelineEvent.safeParse(event).success).toBe(false));
});

describe('names', () => {
  it('of pipelines are slugs', () => {
    expect(['a', 'shop', '0-9', 'a'.repeat(63)].every(isPipelineSlug)).toBe(true);
    expect(['', '-a', 'A', 'a_b', 'a/b', '..', 'a'.repeat(64)].some(isPipelineSlug)).toBe(false);
  });

  it('of runs and jobs are printable', () => {
    expect(['r', 'github:1', 'build (18)', 'ünï/cödé', '__proto__', 'x'.repeat(256)].every(isId)).toBe(true);
    expect(['', ' a', 'a ', 'a\nb', '\u0000', 'x'.repeat(257)].some(isId)).toBe(false);
  });
});
