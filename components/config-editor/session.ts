import type { ProblemIssue } from '../../protocol/index.ts';
import * as drafts from './draft.ts';
import type { Collision, Draft, Saved, Side } from './draft.ts';
import { settled, withEntry } from './entries.ts';
import { formOf, type Field, type Form } from './fields.ts';
import { parseJson, type JsonProblem } from './json-source.ts';
import { validate, type JsonSchema, type Violation } from './json-schema.ts';
import { isObject, type JsonObject } from './json.ts';

/** All that the editor knows, as plain data: the draft, the text of the JSON mode, and what is wrong with either. */
export interface Session {
  readonly schema: JsonSchema;
  readonly draft: Draft;
  /** The text in the JSON mode, null in the form. It may be no JSON while somebody types; the draft is then the last that was. */
  readonly source: string | null;
  /** Paths of fields that the person has changed: only these complain before a save is tried. */
  readonly touched: ReadonlySet<string>;
  /** What the server said of the last save, until the field it is about changes. */
  readonly refusals: readonly ProblemIssue[];
  readonly choice: Readonly<Record<string, Side>>;
}

/** What follows from a session. */
export interface Picture {
  readonly form: Form;
  /** The config as its entries are meant: what a save would make of it. */
  readonly meant: JsonObject;
  readonly changed: readonly string[];
  readonly violations: readonly Violation[];
  readonly mistake: SourceMistake | null;
  readonly collisions: readonly Collision[];
}

/** Why the text of the JSON mode is no config. */
export interface SourceMistake {
  readonly problem: JsonProblem | 'object';
  readonly offset: number;
}

export const open = (schema: JsonSchema, saved: Saved): Session => ({
  schema,
  draft: drafts.begin(saved),
  source: null,
  touched: new Set(),
  refusals: [],
  choice: {},
});

export function pictureOf({ schema, draft, source }: Session): Picture {
  const form = formOf(schema, draft.mine);
  const meant = settled(form.fields, draft.mine);
  const changed = drafts.changedKeys({ base: draft.base, mine: meant });
  return {
    form,
    meant,
    changed,
    violations: validate(only(schema, changed), meant),
    mistake: source === null ? null : mistakeIn(source),
    collisions: drafts.collisions({ ...draft, mine: meant }),
  };
}

export const enter = (session: Session, field: Field, text: string): Session => ({
  ...session,
  draft: drafts.edit(session.draft, withEntry(field, text, session.draft.mine, session.draft.base)),
  touched: new Set(session.touched).add(field.path),
  refusals: session.refusals.filter(({ path }) => !isWithin(path, field.path)),
});

/** The text of the JSON mode was changed. */
export function write(session: Session, source: string): Session {
  const parsed = parseJson(source);
  const draft = parsed.ok && isObject(parsed.value) ? drafts.edit(session.draft, parsed.value) : session.draft;
  return { ...session, source, draft, refusals: [] };
}

export const toJson = (session: Session): Session => ({ ...session, source: textOfDraft(session) });

/** Back to the form, which can only show what is a config. */
export const toForm = (session: Session): Session =>
  session.source !== null && mistakeIn(session.source) ? session : { ...session, source: null };

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
export const merge = (session: Session): Session =>
  session.draft.theirs === null ? session : renewed(session, drafts.rebase(session.draft, session.choice));

/** The server saved `sent`. What the person has entered since then is a change to what is saved now. */
export const accept = (session: Session, sent: JsonObject, news: Saved): Session =>
  renewed(session, drafts.rebase({ ...session.draft, base: sent, theirs: news }, {}));

export const refuse = (session: Session, refusals: readonly ProblemIssue[]): Session => ({ ...session, refusals });

/** From now on every field may complain. */
export const touchAll = (session: Session): Session => ({
  ...session,
  touched: new Set(pictureOf(session).form.fields.map(({ path }) => path)),
});

/** `/runner/matrix/3` is a matter of the field `/runner/matrix`. */
export const isWithin = (path: string, field: string): boolean => path === field || path.startsWith(`${field}/`);

function moved(session: Session, draft: Draft): Session {
  if (draft === session.draft) return session;
  return draft.theirs === null ? renewed(session, draft) : { ...session, draft };
}

function renewed(session: Session, draft: Draft): Session {
  const touched = drafts.isDirty(draft) ? session.touched : new Set<string>();
  const next: Session = { ...session, draft, touched, choice: {}, refusals: [] };
  return session.source === null ? next : { ...next, source: textOfDraft(next) };
}

const textOfDraft = ({ schema, draft }: Session): string =>
  JSON.stringify(settled(formOf(schema, draft.mine).fields, draft.mine), null, 2);

function mistakeIn(source: string): SourceMistake | null {
  const parsed = parseJson(source);
  if (!parsed.ok) return { problem: parsed.problem, offset: parsed.offset };
  return isObject(parsed.value) ? null : { problem: 'object', offset: 0 };
}

/**
 * What did not change was accepted once, and need not be looked at with every key. What did must be there: a save replaces
 * members of the config and takes none out.
 */
const only = (schema: JsonSchema, keys: readonly string[]): JsonSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => keys.includes(key))),
  required: keys,
});
