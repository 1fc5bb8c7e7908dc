import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../../protocol/config.schema.ts';
import { DEFAULT_CONFIG } from '../../../protocol/index.ts';
import { saved } from './draft.ts';
import { formOf, type Field } from './fields.ts';
import { validate, type JsonSchema } from './json-schema.ts';
import { valueAt, type JsonObject } from './json.ts';
import { enter, open, shownText } from './session.ts';

const schema = configJsonSchema() as JsonSchema;
const config = DEFAULT_CONFIG as unknown as JsonObject;
const form = formOf(schema, config);

const session = open(schema, saved({ ...DEFAULT_CONFIG, revision: 1 }));
const begun = (of: JsonObject): typeof session => ({ ...session, draft: { ...session.draft, base: of, mine: of } });

function fieldAt(path: string, of = form): Field {
  const field = of.fields.find((one) => one.path === path);
  if (!field) throw new Error(`no field ${path}`);
  return field;
}

describe('the form', () => {
  it('has a field for everything that a person can type, title and description first', () => {
    expect(form.fields.map(({ path, control }) => `${path} ${control}`)).toEqual([
      '/title line',
      '/description text',
      '/visibility choice',
      '/runner union',
      '/runner/duration number',
      '/runner/failAt line',
      '/runner/retries number',
      '/runner/matrix lines',
      '/concurrency choice',
      '/origins lines',
      '/retention/runs number',
      '/retention/days number',
      '/retention/logs/days number',
      '/retention/logs/lines number',
      '/retention/logs/bytes number',
    ]);
  });

  it('names what it leaves to the JSON', () => {
    expect(form.rest).toEqual(expect.arrayContaining(['stages', 'topology']));
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
    expect(rest).toEqual(['hook.headers', 'hook.any', 'list']);
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
