/** Text with placeholders such as `{time}`; or, where a `{count}` decides, a text for each plural form of the language. */
export type Text =
  string | ({ readonly one: string; readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

type Forms<T extends Text> = T extends string
  ? T
  : T extends { readonly other: infer Other extends string }
    ? Other
    : never;
type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<T extends Text> = Record<Names<Forms<T>>, string | number>;

/** The values that a text asks for: none, or one for each placeholder, checked by the compiler. */
export type TextArguments<T extends Text> = [Names<Forms<T>>] extends [never] ? [] : [values: Values<T>];

export type Translate<Table extends Record<string, Text>> = <Key extends keyof Table & string>(
  lang: string,
  key: Key,
  ...values: TextArguments<Table[Key]>
) => string;

/** Other languages by their tags in lower case; English stands beside the code that says it. */
const languages = new Map<string, Readonly<Record<string, Text>>>();
const listeners = new Set<() => void>();

/** Adds texts of a language, now or whenever they are loaded; elements on the page change to it at once. */
export function addStrings(lang: string, table: Readonly<Record<string, Text>>): void {
  const tag = lang.toLowerCase();
  languages.set(tag, { ...languages.get(tag), ...table });
  for (const listener of [...listeners]) listener();
}

/** Calls back when texts were added. Returns the way to end it. */
export function onStringsAdded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Makes the lookup for a table of English texts. Keys are unique in the whole package, so that a language is one table. */
export function createTranslate<const Table extends Record<string, Text>>(english: Table): Translate<Table> {
  return (lang, key, ...rest) => {
    const values: Readonly<Record<string, string | number>> = rest[0] ?? {};
    const [language, text] = find(lang, key) ?? ['en', english[key] ?? key];
    return fill(chooseForm(text, language, values['count']), language, values);
  };
}

/** From `pt-BR` to `pt`; undefined where English has to do. */
function find(lang: string, key: string): [lang: string, text: Text] | undefined {
  for (let tag = lang.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const text = languages.get(tag)?.[key];
    if (text !== undefined) return [tag, text];
  }
  return undefined;
}

interface Formatters {
  readonly plural: Intl.PluralRules;
  readonly number: Intl.NumberFormat;
}

/** By language. Making one takes some hundred times as long as using it, and a live page uses them in every frame. */
const formatters = new Map<string, Formatters>();

function formattersOf(lang: string): Formatters {
  let known = formatters.get(lang);
  if (!known)
    formatters.set(lang, (known = { plural: new Intl.PluralRules(lang), number: new Intl.NumberFormat(lang) }));
  return known;
}

function chooseForm(text: Text, lang: string, count: string | number | undefined): string {
  if (typeof text === 'string') return text;
  return text[formattersOf(lang).plural.select(Number(count))] ?? text.other;
}

const fill = (text: string, lang: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? formattersOf(lang).number.format(value) : (value ?? placeholder);
  });

/** What several elements say. An element's own texts stand in its folder, made with `createTranslate` too; `t('en', 'run.number', { number: 42 })`. */
export const t = createTranslate({
  'connection.connecting': 'Connecting…',
  'run.none': 'No runs yet',
  'run.number': 'Run {number}',
  'action.retry': 'Try again',
});

/** The language that holds at an element: its own `lang`, or the nearest above it, across shadow roots. English where none is said or it is not one. */
export function languageOf(element: Element): string {
  for (let at: Element | null = element; at !== null;) {
    const holder: Element | null = at.closest('[lang]');
    if (holder) return canonical(holder.getAttribute('lang') ?? '');
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return 'en';
}

/** A page may say anything in `lang`; Intl throws on what is no language tag. */
function canonical(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** `12:03`, in the language's way. */
export const formatTime = (ms: number, lang: string): string =>
  new Intl.DateTimeFormat(lang, { timeStyle: 'short' }).format(ms);

/** `23 Nov 2026, 12:03`, in the language's way. */
export const formatDateTime = (ms: number, lang: string): string =>
  new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
