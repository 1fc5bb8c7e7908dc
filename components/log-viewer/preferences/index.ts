import { TIMESTAMPS, type Timestamps } from '../model/time-format.ts';
import { PREFERENCES_KEY } from '../panel/preferences-key.ts';

/** How a person likes logs. */
export interface Preferences {
  readonly wrap?: boolean;
  readonly timestamps?: Timestamps;
}

/** Where the server of a pipeline keeps them, with those of the person's other elements. */
const addressOf = (src: string): URL => new URL('/api/prefs', src);

/** Random, known to this browser alone: whoever has it is the person. Made when there is first something to keep. */
function ownKey(): string {
  const known = localStorage.getItem(PREFERENCES_KEY);
  if (known !== null) return known;
  const key = `${crypto.randomUUID()}${crypto.randomUUID()}`;
  localStorage.setItem(PREFERENCES_KEY, key);
  return key;
}

async function ask(src: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = { 'prefs-key': ownKey(), 'content-type': 'application/json' };
  const response = await fetch(addressOf(src), { ...init, headers });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return (await response.json()) as Record<string, unknown>;
}

/** What of the answer is as it should be: it may be older than this code, or newer. */
function readable(kept: unknown): Preferences {
  if (typeof kept !== 'object' || kept === null) return {};
  const { wrap, timestamps } = kept as Record<string, unknown>;
  const known = TIMESTAMPS.find((format) => format === timestamps);
  return { ...(typeof wrap === 'boolean' && { wrap }), ...(known && { timestamps: known }) };
}

export const recall = async (src: string): Promise<Preferences> => readable((await ask(src))['log']);

/** One change is kept after the other: each begins with what the one before it has left. */
let keeping: Promise<unknown> = Promise.resolve();

/** Adds to what is kept already. */
export function keep(src: string, liked: Preferences): Promise<void> {
  const kept = keeping.then(() => add(src, liked));
  keeping = kept.catch(() => undefined);
  return kept;
}

async function add(src: string, liked: Preferences): Promise<void> {
  const kept = await ask(src);
  await ask(src, { method: 'PUT', body: JSON.stringify({ ...kept, log: { ...readable(kept['log']), ...liked } }) });
}
