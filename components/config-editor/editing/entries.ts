import type { Control, Field } from './fields.ts';
import { asText, isList, member, type Json } from './json.ts';

/** Between the text in a control and the value in the config. */

const word = (text: string, { required }: Field): string | undefined => (text === '' && !required ? undefined : text);

/** What a text means, without the space around it. What should be a number and is none stays text, and breaks a rule. */
const READ: Readonly<Record<Control, (text: string, field: Field) => Json | undefined>> = {
  line: word,
  text: word,
  choice: word,
  number: (text) => (text === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text),
  switch: (text) => text === 'true',
  lines: (text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  set: (text) => text.split('\n').filter(Boolean),
  // Its entries have fields of their own.
  list: () => undefined,
  /** An alternative with nothing in it but what its schema says by itself. */
  union: (kind, { schema, options }) =>
    Object.fromEntries(
      Object.entries(schema.oneOf?.[options.indexOf(kind)]?.properties ?? {}).map(([key, part]) => [
        key,
        part.const ?? part.default,
      ]),
    ),
};

/** What a value looks like in its control. */
export function textOf({ control, kind }: Field, value: Json | undefined): string {
  if ((control === 'lines' || control === 'set') && isList(value)) return value.map(asText).join('\n');
  return asText(kind ? member(value, kind) : value);
}

/** What a text in a control means. What looks like the value before is that: a former alternative comes back whole. */
export const valueOf = (field: Field, text: string, before: Json | undefined): Json | undefined =>
  textOf(field, before) === text ? before : READ[field.control](text.trim(), field);
