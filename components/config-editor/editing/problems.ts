import type { ProblemIssue } from '../../../protocol/index.ts';
import { fieldAt } from './fields.ts';
import { placeOf, type Source } from './json-source.ts';
import type { Violation } from './json-schema.ts';
import { asText, type Json } from './json.ts';
import type { Picture, Session } from './session.ts';
import { t } from './strings.ts';

/** What is wrong, at the field it is about; `elsewhere` is about what no field shows. */
export interface FieldProblems {
  /** By the path of the field. */
  readonly at: ReadonlyMap<string, string>;
  readonly elsewhere: readonly ProblemIssue[];
}

/** A problem at its place in the JSON text. */
export interface SourceProblem {
  readonly offset: number;
  readonly place: string;
  readonly message: string;
}

export function fieldProblems(session: Session, picture: Picture, lang: string): FieldProblems {
  const at = new Map<string, string>();
  const elsewhere: ProblemIssue[] = [];
  for (const issue of issuesOf(session, picture, lang)) {
    // The innermost field: `/runner/duration` rather than `/runner`.
    const field = fieldAt(picture.form, issue.path, session.draft.mine);
    if (!field) elsewhere.push(issue);
    // A field that nobody has been at yet keeps quiet; what the server said of it, it says.
    else if (session.tried || field.path in session.typed || session.refusals.includes(issue)) {
      at.set(field.path, at.get(field.path) ?? issue.message);
    }
  }
  return { at, elsewhere };
}

export function sourceProblems(session: Session, source: Source, picture: Picture, lang: string): SourceProblem[] {
  const { text, mistake, offsets } = source;
  const located = (offset: number, message: string): SourceProblem => ({
    offset,
    place: t(lang, 'json.place', placeOf(text, offset)),
    message,
  });
  if (mistake) return [located(mistake.offset, t(lang, `json.${mistake.problem}`))];
  return issuesOf(session, picture, lang).map(({ path, message }) =>
    located(nearest(offsets, path), path === '' ? message : `${path.slice(1).replaceAll('/', '.')}: ${message}`),
  );
}

const issuesOf = ({ refusals }: Session, { violations }: Picture, lang: string): ProblemIssue[] => [
  ...violations.map((violation) => ({ path: violation.path, message: messageOf(lang, violation) })),
  ...refusals,
];

/** What a person is told about an entry that breaks a rule. */
function messageOf(lang: string, { keyword, limit }: Violation): string {
  const words = [limit].flat() as readonly Json[];
  const values = { count: Number(limit), limit: typeof limit === 'number' ? limit : words.map(asText).join(', ') };
  return t(lang, limit === 'integer' && keyword === 'type' ? 'rule.integer' : `rule.${keyword}`, values);
}

/** Where a value stands; of a missing one, where the object does that lacks it. */
function nearest(offsets: ReadonlyMap<string, number>, path: string): number {
  return offsets.get(path) ?? (path === '' ? 0 : nearest(offsets, path.slice(0, path.lastIndexOf('/'))));
}
