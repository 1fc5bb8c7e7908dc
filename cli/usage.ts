import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command line makes no sense. Ends with exit code 2 and one line that says what is wrong. */
export class UsageError extends Error {}

/** `parseArgs`, whose complaints are the user's to read. */
export function parse<C extends ParseArgsConfig>(config: C): ReturnType<typeof parseArgs<C>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Its second sentence is about `--` as a value; ours is shorter.
    throw new UsageError(error.message.split('. ', 1)[0], { cause: error });
  }
}

export function required(value: string | undefined, flag: string): string {
  if (value === undefined) throw new UsageError(`${flag} is missing`);
  return value;
}

/** A whole number of at least `least`. */
export function integer(value: string, flag: string, least: number): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`${flag} must be a whole number of at least ${least}, not '${value}'`);
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `500ms`, `10s`, `5m`, `12h`, `7d`, in milliseconds; a bare number is seconds. */
export function duration(value: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(value);
  if (match === null) throw new UsageError(`${flag} must be a duration such as 10s or 7d, not '${value}'`);
  const unit = (match[2] ?? 's') as keyof typeof UNITS;
  return Number(match[1]) * UNITS[unit];
}

/** `a,b , c` */
export const list = (value: string): string[] =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
