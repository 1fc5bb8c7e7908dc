import { describe, expect, it } from 'vitest';
import { sampleConfig } from '../../shared/testing/sample.ts';
import { saved } from './draft.ts';
import { fieldProblems, sourceProblems } from './problems.ts';
import { SAMPLE_SCHEMA } from './sample-schema.ts';
import type { ProblemIssue } from '../../../protocol/index.ts';
import { enter, open, pictureOf, toggle, write, type Session } from './session.ts';

const refuse = (of: Session, refusals: readonly ProblemIssue[]): Session => ({ ...of, refusals });
const session = open(SAMPLE_SCHEMA, saved(sampleConfig()));

function typed(path: string, text: string, before = session): Session {
  const field = pictureOf(before).form.fields.find((one) => one.path === path);
  if (!field) throw new Error(`no field ${path}`);
  return enter(before, field, text);
}

function shown(of: Session): Record<string, string> {
  const { at, elsewhere } = fieldProblems(of, pictureOf(of), 'en');
  const others = elsewhere.map(({ path, message }): [string, string] => [`elsewhere ${path}`, message]);
  return Object.fromEntries([...at, ...others]);
}

describe('a field', () => {
  it('complains while it is being typed in', () => {
    expect(shown(typed('/title', '   '))).toEqual({ '/title': 'This must not be empty.' });
    expect(shown(typed('/title', 'x'.repeat(21)))).toEqual({ '/title': 'At most 20 characters, please.' });
    expect(shown(typed('/runner/duration', '12.5'))).toEqual({ '/runner/duration': 'Must be a whole number.' });
    expect(shown(typed('/runner/duration', '7'))).toEqual({ '/runner/duration': 'Must be 100 or more.' });
  });

  it('keeps quiet before anybody was at it, until a save is tried', () => {
    const untouched = { ...typed('/title', ''), typed: {} };
    expect(shown(untouched)).toEqual({});
    expect(shown({ ...untouched, tried: true })).toEqual({ '/title': 'This must not be empty.' });
  });

  it('shows what the server said, of its parts too, until it is changed', () => {
    const refused = refuse(session, [{ path: '/runner/matrix/1', message: 'is used twice' }]);
    expect(shown(refused)).toEqual({ '/runner/matrix': 'is used twice' });
    expect(shown(typed('/title', 'Store', refused))).toEqual({ '/runner/matrix': 'is used twice' });
    expect(shown(typed('/runner/matrix', '18', refused))).toEqual({});
  });

  it('shows at a list what is about none of the fields of its entries', () => {
    const at = (path: string) => shown(refuse(session, [{ path, message: 'is used twice' }]));
    expect(at('/stages/0/name')).toEqual({ '/stages/0/name': 'is used twice' });
    expect(at('/stages/0/id')).toEqual({ '/stages': 'is used twice' });
  });

  it('leaves to a list of its own what is about no field', () => {
    const refused = refuse(session, [{ path: '/secrets', message: 'is not known here' }]);
    expect(shown(refused)).toEqual({ 'elsewhere /secrets': 'is not known here' });
  });
});

describe('the JSON', () => {
  const json = toggle(session);
  const text = json.source?.text ?? '';
  const problems = (written: string, before = json): string[] => {
    const next = write(before, written);
    if (!next.source) throw new Error('not in the JSON mode');
    return sourceProblems(next, next.source, pictureOf(next), 'en').map(({ place, message }) => `${place}: ${message}`);
  };

  it('says where it is no JSON', () => {
    expect(problems('{\n  "title": \n}')).toEqual(['Line 3, column 1: A value is expected here.']);
    expect(problems('[]')).toEqual(['Line 1, column 1: The config must be an object.']);
  });

  it('says where it breaks a rule', () => {
    expect(problems(text.replace('"Shop"', '""'))).toEqual(['Line 2, column 12: title: This must not be empty.']);
  });

  it('does not let a member be taken out that has to be there', () => {
    const without = text.replace('"visibility": "public",', '');
    expect(problems(without)).toEqual(['Line 1, column 1: visibility: This is needed.']);
  });

  it('lets one be taken out that need not be there, and says so to the server', () => {
    const optional = toggle(open({ ...SAMPLE_SCHEMA, required: [] }, saved(sampleConfig())));
    const without = write(optional, text.replace('"visibility": "public",', ''));
    expect(pictureOf(without)).toMatchObject({ violations: [], changes: { visibility: null } });
  });

  it('becomes the form again, with all that was changed in it', () => {
    const next = toggle(write(json, text.replace('"Shop"', '"Store"')));
    expect(next.source).toBeNull();
    expect(pictureOf(next).changes).toEqual({ title: 'Store' });
  });

  it('stays while it is none, so that nothing typed is lost', () => {
    const broken = write(json, '{"title": "Store"');
    expect(toggle(broken)).toBe(broken);
  });
});
