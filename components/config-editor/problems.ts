import type { ProblemIssue } from '../../protocol/index.ts';
import type { Field } from './fields.ts';
import { parseJson, placeOf } from './json-source.ts';
import { messageOf } from './messages.ts';
import { isWithin, type Picture, type Session } from './session.ts';
import { t } from './strings.ts';

/** What is wrong, at the field it is about; `elsewhere` is about what no field shows. */
export interface FieldProblems {
  readonly at: ReadonlyMap<Field, string>;
  readonly elsewhere: readonly ProblemIssue[];
}

/** A problem at its place in the JSON text. */
export interface SourceProblem {
  readonly offset: number;
  readonly place: string;
  readonly message: string;
}

export function fieldProblems(session: Session, picture: Picture, lang: string): FieldProblems {
  const at = new Map<Field, string>();
  const elsewhere: ProblemIssue[] = [];
  for (const { path, message } of issuesOf(session, picture, lang)) {
    // The innermost field: `/runner/duration` rather than `/runner`.
    const field = picture.form.fields.findLast((one) => isWithin(path, one.path));
    if (field === undefined) elsewhere.push({ path, message });
    else if (!at.has(field) && isOutspoken(session, field, path)) at.set(field, message);
  }
  return { at, elsewhere };
}

export function sourceProblems(session: Session, picture: Picture, lang: string): SourceProblem[] {
  const text = session.source ?? '';
  const located = (offset: number, message: string): SourceProblem => ({
    offset,
    place: t(lang, 'json.place', placeOf(text, offset)),
    message,
  });
  const { mistake } = picture;
  if (mistake) return [located(mistake.offset, t(lang, `json.${mistake.problem}`))];
  const parsed = parseJson(text);
  const offsets: ReadonlyMap<string, number> = parsed.ok ? parsed.offsets : new Map();
  return issuesOf(session, picture, lang).map(({ path, message }) =>
    located(nearest(offsets, path), path === '' ? message : `${path.slice(1).replaceAll('/', '.')}: ${message}`),
  );
}

const issuesOf = ({ refusals }: Session, { violations }: Picture, lang: string): ProblemIssue[] => [
  ...violations.map((violation) => ({ path: violation.path, message: messageOf(lang, violation) })),
  ...refusals,
];

/** A field that nobody has been at yet keeps quiet; what the server said of it, it says. */
const isOutspoken = ({ touched, refusals }: Session, field: Field, path: string): boolean =>
  touched.has(field.path) || refusals.some((refusal) => refusal.path === path);

/** Where a value stands; of a missing one, where the object does that lacks it. */
function nearest(offsets: ReadonlyMap<string, number>, path: string): number {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const offset = offsets.get(at);
    if (offset !== undefined) return offset;
  }
  return offsets.get('') ?? 0;
}
