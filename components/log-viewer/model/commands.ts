import type { LogType } from '../../../protocol/index.ts';

/** A line that speaks to the CI system: `##[error]text` (GitHub's archives, Azure) or `::error file=a.ts,line=1::text`. */
const COMMAND = /^(?:##\[(\w+)\]|::(\w+)(?: [^:\r\n]*(?::(?!:)[^:\r\n]*)*)?::)/;

const TYPES: Readonly<Record<string, LogType>> = {
  error: 'error',
  warning: 'warn',
  notice: 'info',
  debug: 'debug',
  command: 'info',
  section: 'info',
};

export interface Command {
  /** `group`, `endgroup`, or a key of `TYPES`. */
  name: string;
  type: LogType | null;
  /** How many characters of the line are the command. */
  length: number;
}

/** The command at the beginning of a line's text, null where there is none that we show in a special way. */
export function commandOf(text: string): Command | null {
  if (!text.startsWith('##[') && !text.startsWith('::')) return null;
  const [whole = '', hash, colons] = COMMAND.exec(text) ?? [];
  const name = hash ?? colons ?? '';
  const type = Object.hasOwn(TYPES, name) ? (TYPES[name] ?? null) : null;
  return type !== null || name === 'group' || name === 'endgroup' ? { name, type, length: whole.length } : null;
}

/** How programs begin a line that reports a warning or an error; before it at most a name in brackets or punctuation. */
const REPORT =
  /^(?:\[[\w-]+\] |\W{0,4})(?:npm )?(?:(warn(?:ing)?\b)|error\b|err!|fatal\b|panic\b)(?:\[\w+\])?(?::|!|\s|\]|$)/i;

/** What a line of plain output is about, as far as its first words say. */
export function guessType(text: string): LogType {
  const [report, warning] = REPORT.exec(text.slice(0, 80)) ?? [];
  if (report === undefined) return 'info';
  return warning ? 'warn' : 'error';
}
