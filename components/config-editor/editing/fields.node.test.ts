import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../../protocol/config.schema.ts';
import { DEFAULT_CONFIG } from '../../../protocol/index.ts';
import { saved } from './draft.ts';
import { entryForm, fieldAt as fieldAtPath, formOf, type Field } from './fields.ts';
import { validate, type JsonSchema } from './json-schema.ts';
import { listOf, member, valueAt, type Json, type JsonObject } from './json.ts';
import { enter, open, shownText } from './session.ts';

const schema = configJsonSchema() as JsonSchema;
const config = DEFAULT_CONFIG as unknown as JsonObject;
const form = formOf(schema, config);

const ids = (list: string): unknown[] =>
  listOf(valueAt(config, ['topology', list])).map((entry) => member(entry, 'id'));

const session = open(schema, saved({ ...DEFAULT_CONFIG, revision: 1 }));
const begun = (of: JsonObject): typeof session => ({ ...session, draft: { ...session.draft, base: of, mine: of } });

function fieldAt(path: string, of = form): Field {
  const field = of.fields.find((one) => one.path === path);
  if (!field) throw new Error(`no field ${path}`);
  return field;
}

describe('the form', () => {
  it('has a field for everything that a person can type, title and description first', () => {
    expect(form.fields.map(({ path, control }) => `${path} ${control}`)).toEqual(
      expect.arrayContaining([
        '/title line',
        '/description text',
        '/visibility choice',
        '/stages list',
        '/topology/nodes list',
        '/topology/connections list',
        '/runner union',
        '/runner/duration number',
        '/runner/failAt choice',
        '/runner/matrix lines',
        '/concurrency choice',
        '/origins lines',
        '/retention/runs number',
        '/retention/days number',
        '/oidc list',
        '/graph/jobs list',
      ]),
    );
    expect(form.fields.slice(0, 2).map(({ path }) => path)).toEqual(['/title', '/description']);
    expect(form.rest).toEqual([]);
  });

  it('has fields for each entry of a list, whose labels begin there', () => {
    const stages = fieldAt('/stages');
    const { fields } = entryForm(stages, 1, config, (config['stages'] as Json[])[1] ?? null);
    expect(fields.map(({ path, label, control }) => [path, label, control])).toEqual([
      ['/stages/1/id', 'Id', 'line'],
      ['/stages/1/name', 'Name', 'line'],
      ['/stages/1/kind', 'Kind', 'choice'],
      ['/stages/1/match', 'Match', 'lines'],
      ['/stages/1/activates/nodes', 'Activates nodes', 'set'],
      ['/stages/1/activates/connections', 'Activates connections', 'set'],
    ]);
    expect(fields[4]?.names?.get('durable')).toBe('Durable Objects');
  });

  it('lets a connection lead to the nodes that there are', () => {
    const { fields } = entryForm(fieldAt('/topology/connections'), 0, config, {});
    expect(fields.find(({ label }) => label === 'From')).toMatchObject({ control: 'choice', options: ids('nodes') });
  });

  it('types what is too much to tick', () => {
    const nodes = Array.from({ length: 41 }, (_, index) => ({ id: `n${index}`, name: `N${index}`, kind: 'worker' }));
    const large: JsonObject = { ...config, topology: { nodes, connections: [] } };
    const [, , , , lights] = entryForm(fieldAt('/stages'), 0, large, {}).fields;
    expect(lights).toMatchObject({ label: 'Activates nodes', control: 'lines' });
  });

  it('finds the field that a path is about, however deep', () => {
    const at = (path: string) => fieldAtPath(form, path, config)?.path;
    expect(at('/stages/0/name')).toBe('/stages/0/name');
    expect(at('/stages/0/activates/nodes/2')).toBe('/stages/0/activates/nodes');
    expect(at('/stages/99/name')).toBe('/stages');
    expect(at('/stages')).toBe('/stages');
    expect(at('/nowhere')).toBeUndefined();
  });

  it('labels fields for people', () => {
    expect(fieldAt('/runner/failAt')).toMatchObject({ label: 'Runner fail at', required: false });
    expect(fieldAt('/title')).toMatchObject({ label: 'Title', required: true });
  });

  it('has the fields of the alternative that is chosen', () => {
    const external = formOf(schema, { ...config, runner: { kind: 'external' } });
    expect(external.fields.map(({ path }) => path)).not.toContain('/runner/duration');
    expect(fieldAt('/runner', external).options).toEqual(expect.arrayContaining(['simulated', 'external']));
  });

  it('names what it leaves to the JSON inside of what it does edit', () => {
    const part: JsonSchema = {
      properties: {
        hook: { type: 'object', properties: { url: { type: 'string' }, headers: { type: 'object' }, any: {} } },
        list: { type: 'array', items: { type: 'object' } },
      },
    };
    const { fields, rest } = formOf(part, {});
    expect(fields.map(({ path }) => path)).toEqual(['/hook/url']);
    expect(rest).toEqual(['hook.headers', 'hook.any', 'list']); // entries of which nothing is said
  });

  it('has a field or the JSON for every part of every alternative, and none that breaks on its defaults', () => {
    for (const kind of fieldAt('/runner').options) {
      const chosen = enter(session, fieldAt('/runner'), kind).draft.mine;
      const { fields, rest } = formOf(schema, chosen);
      for (const key of Object.keys(chosen['runner'] ?? {})) {
        const shown = key === 'kind' || fields.some(({ path }) => path.startsWith(`/runner/${key}`));
        expect(shown || rest.includes(`runner.${key}`), `${kind}: ${key}`).toBe(true);
      }
      const wrong = validate(schema, chosen).filter(({ keyword }) => keyword !== 'required');
      expect(wrong, kind).toEqual([]);
    }
  });
});

describe('an entry', () => {
  const entered = (path: string, text: string): JsonObject => enter(session, fieldAt(path), text).draft.mine;

  it('shows again what was typed, after every key', () => {
    for (const [path, typed] of [
      ['/title', ' My  shop '],
      ['/description', 'One\n\nTwo '],
      ['/runner/duration', '1.'],
      ['/runner/duration', '007'],
      ['/runner/duration', '-'],
      ['/runner/matrix', '18\n'],
      ['/runner/matrix', '18\n\n 20'],
    ] as const) {
      for (let length = 1; length <= typed.length; length += 1) {
        const text = typed.slice(0, length);
        expect(shownText(enter(session, fieldAt(path), text), fieldAt(path))).toBe(text);
      }
    }
  });

  it.each([
    ['/title', '  Shop ', 'Shop'],
    ['/title', '   ', ''],
    ['/runner/duration', ' 2000 ', 2000],
    ['/runner/duration', '1e3', 1000],
    ['/runner/duration', 'soon', 'soon'],
    ['/runner/duration', 'Infinity', 'Infinity'],
    ['/runner/duration', '', undefined],
    ['/runner/failAt', '', undefined],
    ['/runner/matrix', '18\n\n 20 \n', ['18', '20']],
    ['/runner/matrix', '', []],
    ['/visibility', 'private', 'private'],
  ])('%s %j is meant as %j', (path, text, value) => {
    expect(valueAt(entered(path, text), fieldAt(path).keys)).toEqual(value);
  });

  it('shows a value that has changed otherwise, and not what was typed before', () => {
    const typed = enter(session, fieldAt('/title'), 'Store ');
    const { mine } = typed.draft;
    const changed = { ...typed, draft: { ...typed.draft, mine: { ...mine, title: 'Market' } } };
    expect(shownText(changed, fieldAt('/title'))).toBe('Market');
  });

  it('brings the former alternative back with all its members', () => {
    const external = enter(session, fieldAt('/runner'), 'external');
    expect(external.draft.mine['runner']).toEqual({ kind: 'external' });
    expect(enter(external, fieldAt('/runner'), 'simulated').draft.mine).toEqual(config);
  });

  it('begins a new alternative with the defaults of the schema, which are valid', () => {
    const other: JsonObject = { ...config, runner: { kind: 'external' } };
    const chosen = enter(begun(other), fieldAt('/runner'), 'simulated').draft.mine;
    expect(chosen['runner']).toEqual({ kind: 'simulated', duration: 15_000, retries: 0, matrix: [] });
    expect(validate(schema, chosen)).toEqual([]);
  });
});
