import { LOG_TYPES, type LogLine, type LogType } from '../../../protocol/index.ts';
import { Column } from './column.ts';
import { commandOf, guessType } from './commands.ts';
import { Groups, MARK, NONE, TITLE, type LineKind } from './groups.ts';
import { isSimple, resolveLine, resolveText, styleAfter } from './resolve.ts';
import { PLAIN, type Style, type StyledText } from './style.ts';
import { Texts } from './texts.ts';

/** A line as it may be given: only the text must be there. */
export type LogInput = string | (Partial<Omit<LogLine, 'timestamp'>> & { message: string; timestamp?: number | null });

/** Where a line comes from. */
export interface Origin {
  readonly stage: string | null;
  readonly job: string | null;
  /** The number of the job's step. */
  readonly step: number | undefined;
}

const TYPE_CODES: Readonly<Record<LogType, number>> = { debug: 0, info: 1, success: 2, warn: 3, error: 4 };
export const ERROR = TYPE_CODES.error;
export const INFO = TYPE_CODES.info;

export const typeName = (code: number): LogType => LOG_TYPES[code] ?? 'info';

/** More than colours is left out of what is shown of the line. */
const CHANGED = 64;

/** A time that is not known. No log was written in 1969. */
const UNKNOWN = -1;

const BUILDKITE_TITLE = /^(?:---|\+\+\+|~~~) /;

/** How many characters at the beginning of a line only speak to the CI system. */
const prefixLength = (text: string, isBuildkiteTitle: boolean): number =>
  commandOf(text)?.length ?? (isBuildkiteTitle ? (BUILDKITE_TITLE.exec(text)?.[0].length ?? 0) : 0);

/**
 * The lines of a log in columns: the texts as they came, and a few bytes for each. What a text looks like is worked out
 * when it is asked for; only the style in which a line begins has to be known beforehand.
 */
export class LogBook {
  readonly #numbers = new Column();
  readonly #times = new Column();
  /** The type's code, the kind above it, and `CHANGED` above that. */
  readonly #types = new Column();
  readonly #origins = new Column();
  readonly #groupOf = new Column();
  /** The styles of lines that do not begin plain. */
  readonly #starts = new Map<number, Style>();
  /** The style in which each job's last line ended. */
  readonly #carried = new Map<number, Style>();
  readonly #originCodes = new Map<string, number>();
  #lastOrigin = -1;

  /** The texts as they came, sequences and all. */
  readonly texts = new Texts();
  readonly origins: Origin[] = [];
  readonly groups = new Groups();
  /** How many lines there are of each type, by its code. */
  readonly counts: readonly number[] = LOG_TYPES.map(() => 0);
  /** The indexes of the lines of type error. */
  readonly errors = new Column();
  /** Whether it is known of any line when it was written. */
  hasTimes = false;

  get length(): number {
    return this.texts.length;
  }

  /** `simple` says that the line has nothing but text and colours. */
  append(input: LogInput, simple?: boolean): void {
    const line: Exclude<LogInput, string> = typeof input === 'string' ? { message: input } : input;
    const { message } = line;
    const at = this.length;
    const origin = this.#originOf(line);
    const text = resolveText(message, simple);
    const { kind, group } = this.groups.place(at, origin, message, text);
    const type = TYPE_CODES[typeOf(line.type, text)] ?? INFO;

    this.texts.push(message);
    this.#numbers.push(line.line ?? this.#numbers.at(at - 1) + 1);
    this.#times.push(line.timestamp ?? UNKNOWN);
    this.hasTimes ||= typeof line.timestamp === 'number';
    this.#types.push(type | (kind << 4));
    this.#origins.push(origin);
    this.#groupOf.push(group);
    this.#mark(at, message, text, simple);
    this.#carry(at, origin, message, simple);
    this.#count(at, type, kind, group);
  }

  /** A line turned out differently, as the last ones of a terminal can. */
  replace(at: number, message: string, time: number | null): void {
    this.texts.set(at, message);
    this.#times.set(at, time ?? UNKNOWN);
    this.#mark(at, message, resolveText(message));
  }

  number(at: number): number {
    return this.#numbers.at(at);
  }

  /** The index of the line with this number, or of the first one after it. */
  indexOfNumber(number: number): number {
    return this.#numbers.countBelow(number);
  }

  type(at: number): number {
    return this.#types.at(at) & 15;
  }

  kind(at: number): LineKind {
    return ((this.#types.at(at) >> 4) & 3) as LineKind;
  }

  /** Whether more than colours is left out of what is shown. */
  isChanged(at: number): boolean {
    return this.#types.at(at) >= CHANGED;
  }

  /** Milliseconds since 1970 UTC, null where it is not known. */
  time(at: number): number | null {
    const time = this.#times.at(at);
    return time === UNKNOWN ? null : time;
  }

  /** An index into `origins`. */
  origin(at: number): number {
    return this.#origins.at(at);
  }

  /** An index into `groups.all`, or `NONE`. */
  group(at: number): number {
    return this.#groupOf.at(at);
  }

  /** The text that is shown: what the terminal would show, without the words that only speak to the CI system. */
  text(at: number, message = this.texts.at(at) ?? ''): string {
    const text = resolveText(message);
    return text.slice(prefixLength(text, this.isBuildkiteTitle(at)));
  }

  styledText(at: number): StyledText {
    const styled = resolveLine(this.texts.at(at) ?? '', this.#starts.get(at) ?? PLAIN);
    const cut = prefixLength(styled.text, this.isBuildkiteTitle(at));
    if (cut === 0) return styled;
    const spans = styled.spans
      .filter(({ end }) => end > cut)
      .map(({ start, end, style }) => ({ start: Math.max(0, start - cut), end: end - cut, style }));
    return { text: styled.text.slice(cut), spans };
  }

  /** Its mark, `---` and the like, is not shown. */
  isBuildkiteTitle(at: number): boolean {
    return this.kind(at) === TITLE && this.groups.all[this.group(at)]?.kind === 'buildkite';
  }

  #originOf({ stage = null, job = null, step }: Exclude<LogInput, string>): number {
    const last = this.origins[this.#lastOrigin];
    if (last?.stage === stage && last.job === job && last.step === step) return this.#lastOrigin;
    const key = JSON.stringify([stage, job, step]);
    let code = this.#originCodes.get(key);
    if (code === undefined) {
      code = this.origins.push({ stage, job, step }) - 1;
      this.#originCodes.set(key, code);
    }
    this.#lastOrigin = code;
    return code;
  }

  #mark(at: number, message: string, text: string, simple = isSimple(message)): void {
    const changed = !simple || prefixLength(text, this.isBuildkiteTitle(at)) > 0;
    if (changed !== this.isChanged(at)) this.#types.set(at, this.#types.at(at) ^ CHANGED);
  }

  /** Attributes go on from line to line as in a terminal, but never into another job's lines. */
  #carry(at: number, origin: number, message: string, simple?: boolean): void {
    const start = this.#carried.get(origin) ?? PLAIN;
    const end = styleAfter(message, start, simple);
    if (start !== PLAIN) this.#starts.set(at, start);
    if (end !== start) this.#carried.set(origin, end);
  }

  #count(at: number, type: number, kind: LineKind, group: number): void {
    (this.counts as number[])[type] = (this.counts[type] ?? 0) + 1;
    if (type === ERROR) this.errors.push(at);
    if (kind === MARK) return;
    let id = kind === TITLE ? (this.groups.all[group]?.parent ?? NONE) : group;
    for (let holder = this.groups.all[id]; holder; holder = this.groups.all[id]) {
      holder.lines++;
      if (type === ERROR) holder.errors++;
      id = holder.parent;
    }
  }
}

/** A command says what it is; else the source knows, and if it does not, the first words must do. */
function typeOf(given: LogType | undefined, text: string): LogType {
  if (given !== undefined && given !== 'info') return given;
  return commandOf(text)?.type ?? given ?? guessType(text);
}
