import type { Millis } from '../../protocol/index.ts';
import type { Whereabouts } from '../sources/mapping.ts';
import { pauseOf } from '../sources/fetching.ts';

/** A run that a trigger asks another system for. */
export interface Asked {
  pipeline: string;
  run: string;
  ref: string;
  inputs: Readonly<Record<string, string>>;
  actor: string | null;
}

/** The run that the other system has made of it. */
export interface Started {
  /** As its events will call it: `github:289782451`; null where the system does not say. */
  name: string | null;
  url?: string | undefined;
  home?: Omit<Whereabouts, 'run'> | undefined;
}

/** A system that runs are started in. Everything here throws `RemoteFailed`. */
export interface Remote {
  /** For people: GitHub. */
  title: string;
  start(asked: Asked): Promise<Started>;
  /**
   * The run that an earlier try has started, although nobody heard the answer; null when it has started none. Left out where
   * starting twice is as good as once.
   */
  find?(asked: Asked, since: Millis, isTaken: (name: string) => boolean): Promise<Started | null>;
  /** `id`: as the system itself calls the run. */
  cancel?(id: string): Promise<void>;
  rerun?(id: string): Promise<void>;
}

interface Failure {
  /** There is no use in asking again. */
  lasting?: boolean;
  /** When the system wants to be asked again (ms from now). */
  after?: number | null;
  /** It may have done what it was asked for. */
  unsure?: boolean;
}

/** Why another system did not do what it was asked for, in words for everyone who sees the run. */
export class RemoteFailed extends Error {
  readonly lasting: boolean;
  readonly after: number | null;
  readonly unsure: boolean;

  constructor(message: string, { lasting = false, after = null, unsure = false }: Failure = {}) {
    super(message);
    this.name = 'RemoteFailed';
    this.lasting = lasting;
    this.after = after;
    this.unsure = unsure;
  }
}

/** How long a system may take to answer (ms). */
const TIMEOUT = 20_000;
/** Bytes of an answer that are read. */
const MAX_ANSWER = 1_000_000;
/** Characters of what a system says of its refusal. */
const MAX_REASON = 200;
/** What is shorter is in half of all texts by chance. */
const SHORTEST_SECRET = 6;
/** 4xx that pass: too slow, too early, too many. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);
/** What stands in front of the system answered, and nobody knows how far the request came. */
const UNSURE: ReadonlySet<number> = new Set([502, 504]);

export interface RemoteRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/**
 * Sends one request with credentials in it. No redirection is followed: they would go with it. `secrets` are what must not
 * come back in a message.
 */
export async function send(
  title: string,
  { method, url, headers, body }: RemoteRequest,
  secrets: readonly string[],
): Promise<{ status: number; body: string }> {
  const { response, text } = await exchange(title, url, {
    method,
    headers: { 'user-agent': 'pipeline-widgets', ...headers },
    body: body ?? null,
    redirect: 'manual',
  });
  const { status } = response;
  if (status >= 200 && status < 300) return { status, body: text };
  if (status >= 300 && status < 400) {
    throw new RemoteFailed(`${title} answered ${status}: what was asked for has moved.`, { lasting: true });
  }
  const after = pauseOf(response.headers, Date.now());
  const reason = reasonIn(text, secrets);
  throw new RemoteFailed(`${title} answered ${status}${reason === '' ? '.' : `: ${reason}`}`, {
    after,
    lasting: status < 500 && !PASSING.has(status) && after === null,
    unsure: UNSURE.has(status),
  });
}

/** `AbortSignal.timeout` would keep the object awake long after the answer has come. */
async function exchange(title: string, url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT);
  try {
    const response = await fetch(url, { ...init, signal: late.signal });
    return { response, text: await startOf(response, MAX_ANSWER) };
  } catch {
    // What went wrong on the way says nothing to those who see the run, and may name the address.
    const what = late.signal.aborted ? 'did not answer in time' : 'cannot be reached';
    throw new RemoteFailed(`${title} ${what}.`, { unsure: true });
  } finally {
    clearTimeout(timer);
  }
}

/** An answer's JSON; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A web page, or nothing at all: there is nothing to learn from it.
    return undefined;
  }
}

async function startOf(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > limit) break;
  }
  return text;
}

/** What the system says of its refusal: a member that APIs use for that, or the first line of a text that is no web page. */
function reasonIn(text: string, secrets: readonly string[]): string {
  const json = parsed(text);
  const said = json === undefined ? plain(text) : wordsIn(json);
  const hidden = secrets
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), said);
  return hidden
    .replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON);
}

const plain = (text: string): string => (text.trimStart().startsWith('<') ? '' : (text.trim().split('\n', 1)[0] ?? ''));

/** `{"message": …}` of GitHub and GitLab, whose message may be an object of lists; `error` and `detail` of others. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join(', ');
  if (typeof value !== 'object' || value === null) return '';
  for (const name of ['message', 'error_description', 'error', 'detail', 'errors']) {
    const words = wordsIn(Reflect.get(value, name));
    if (words !== '') return words;
  }
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${wordsIn(inner)}`.trim())
    .join(', ');
}
