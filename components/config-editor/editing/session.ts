import type { ProblemIssue } from '../../../protocol/index.ts';
import * as drafts from './draft.ts';
import type { Draft, Saved } from './draft.ts';
import { textOf, valueOf } from './entries.ts';
import { formOf, isWithin, type Field, type Form } from './fields.ts';
import { readSource, type Source } from './json-source.ts';
import { validate, type JsonSchema, type Violation } from './json-schema.ts';
import { isSame, member, valueAt, withValue, type Json, type JsonObject } from './json.ts';
import type { Collision, Side } from './merge.ts';

/** All that the editor knows, as plain data: the draft, the text of the JSON mode, and what is wrong with either. */
export interface Session {
  readonly schema: JsonSchema;
  readonly draft: Draft;
  /** The JSON mode, null in the form. It may be no JSON while somebody types; the draft is then the last that was. */
  readonly source: Source | null;
  /** What was typed into fields, by their paths. Only these complain before a save is tried. */
  readonly typed: Readonly<Record<string, string>>;
  /** A save was tried: from now on every field may complain. */
  readonly tried: boolean;
  /** What the server said of the last save, until the field it is about changes. */
  readonly refusals: readonly ProblemIssue[];
  readonly choice: Readonly<Record<string, Side>>;
}

/** What follows from a session. */
export interface Picture {
  readonly form: Form;
  /** What a save would send: the members that differ, and no others; null for one that was taken out. */
  readonly changes: JsonObject;
  readonly violations: readonly Violation[];
  readonly collisions: readonly Collision[];
  /** How many changes there are. A text that is no JSON yet is one, though nobody can say of what. */
  readonly unsaved: number;
  /** How many things keep a save from being sent. */
  readonly wrong: number;
}

const UNTRIED = { typed: {}, tried: false, refusals: [], choice: {} } as const;

export const open = (schema: JsonSchema, saved: Saved): Session => ({
  ...UNTRIED,
  schema,
  draft: drafts.begin(saved),
  source: null,
});

export function pictureOf({ schema, draft, source }: Session): Picture {
  const changed = drafts.changedKeys(draft);
  const violations = validate(only(schema, changed), draft.mine);
  const mistakes = source?.mistake ? 1 : 0;
  return {
    form: formOf(schema, draft.mine),
    changes: Object.fromEntries(changed.map((key) => [key, member(draft.mine, key) ?? null])),
    violations,
    collisions: drafts.collisions(draft),
    unsaved: changed.length || mistakes,
    wrong: mistakes || violations.length,
  };
}

/** A text was typed or chosen in a field. */
export const enter = (session: Session, field: Field, text: string): Session => ({
  ...session,
  draft: {
    ...session.draft,
    mine: withValue(session.draft.mine, field.keys, meaning(session, field, text)) as JsonObject,
  },
  typed: { ...session.typed, [field.path]: text },
  refusals: session.refusals.filter(({ path }) => !isWithin(path, field.path)),
});

/** A list has other entries now, or others in their places. What was typed there says nothing any more. */
export function arrange(session: Session, { keys, path }: Field, list: readonly Json[]): Session {
  const elsewhere = (of: string): boolean => !isWithin(of, path);
  return {
    ...replace(session, withValue(session.draft.mine, keys, list) as JsonObject),
    typed: Object.fromEntries(Object.entries(session.typed).filter(([of]) => elsewhere(of))),
    refusals: session.refusals.filter((refusal) => elsewhere(refusal.path)),
  };
}

/** Something else is what the person has made of the config: an earlier state of it, a revision, a file. */
export function replace(session: Session, mine: JsonObject): Session {
  const draft = { ...session.draft, mine };
  return { ...session, draft, typed: {}, source: session.source && sourceOf(draft), refusals: [] };
}

/** What a field shows: as long as the value is what was typed, just that, even halfway (`1.`, a line that is empty yet). */
export function shownText(session: Session, field: Field): string {
  const typed = session.typed[field.path];
  const value = valueAt(session.draft.mine, field.keys);
  return typed !== undefined && isSame(meaning(session, field, typed), value) ? typed : textOf(field, value);
}

const meaning = ({ draft }: Session, field: Field, text: string) =>
  valueOf(field, text, valueAt(draft.base, field.keys));

/** The text of the JSON mode was changed. */
export function write(session: Session, text: string): Session {
  const source = readSource(text);
  const draft = source.mistake ? session.draft : { ...session.draft, mine: JSON.parse(text) as JsonObject };
  return { ...session, source, draft, refusals: [] };
}

/** To the other mode. The form can only show what is a config. */
export function toggle(session: Session): Session {
  if (session.source?.mistake) return session;
  return { ...session, source: session.source ? null : sourceOf(session.draft) };
}

export const choose = (session: Session, key: string, side: Side): Session => ({
  ...session,
  choice: { ...session.choice, [key]: side },
});

export const discard = (session: Session): Session => renewed(session, drafts.discard(session.draft));

/** A revision became known. */
export const receive = (session: Session, news: Saved): Session => moved(session, drafts.receive(session.draft, news));

/** The server refused a save, because this is the revision that counts. */
export const yieldTo = (session: Session, news: Saved): Session => moved(session, drafts.yieldTo(session.draft, news));

/** Goes on from the revision that was saved elsewhere, as the person has chosen. */
export const merge = (session: Session): Session => moved(session, drafts.rebase(session.draft, session.choice));

/** The server saved `sent`. What the person has entered since then is a change to what is saved now. */
export const accept = (session: Session, sent: JsonObject, news: Saved): Session =>
  renewed(session, drafts.rebase({ ...session.draft, base: sent, theirs: news }, {}));

function moved(session: Session, draft: Draft): Session {
  if (draft === session.draft) return session;
  return draft.theirs ? { ...session, draft } : renewed(session, draft);
}

function renewed({ schema, typed, source }: Session, draft: Draft): Session {
  const isDirty = drafts.changedKeys(draft).length > 0;
  return { ...UNTRIED, schema, draft, typed: isDirty ? typed : {}, source: source && sourceOf(draft) };
}

const sourceOf = ({ mine }: Draft): Source => readSource(JSON.stringify(mine, null, 2));

/** What did not change was accepted once, and need not be looked at with every key. */
const only = (schema: JsonSchema, keys: readonly string[]): JsonSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => keys.includes(key))),
  required: schema.required?.filter((key) => keys.includes(key)) ?? [],
});
