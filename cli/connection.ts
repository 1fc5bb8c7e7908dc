import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from './credentials.ts';
import type { Notice } from './notice.ts';
import { detailOf } from './problem.ts';

/** Milliseconds. */
const REQUEST_TIMEOUT = 10_000;
const FIRST_DELAY = 250;
const LONGEST_DELAY = 5_000;

export interface Request {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below the pipeline's URL, beginning with a slash. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer | string;
  /** Statuses besides 2xx that the caller deals with; any other ends the reporting. */
  expects?: readonly number[];
}

export interface Answer {
  status: number;
  headers: Headers;
  body: string;
  /** An earlier try got no answer, so the server may have taken this already. */
  repeated: boolean;
}

export interface ConnectionOptions {
  /** The pipeline's URL; null reports nothing. */
  src: string | null;
  credentials: Credentials;
  notice: Notice;
}

/**
 * Requests to one pipeline, each repeated until the server answers. Nothing here ever throws at the command: a server that is
 * away is waited for, and one that refuses is told nothing more.
 */
export class Connection {
  readonly #src: string | null;
  readonly #credentials: Credentials;
  readonly #notice: Notice;
  readonly #closing = new AbortController();
  #reached = false;
  #stopped = false;
  #trouble: string | null = null;

  constructor({ src, credentials, notice }: ConnectionOptions) {
    this.#src = src;
    this.#credentials = credentials;
    this.#notice = notice;
    setMaxListeners(0, this.#closing.signal); // every job that waits for its next try listens
    if (src === null) this.#closing.abort();
  }

  /** True once nothing is sent any more. */
  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** True when the server refused us, or reporting itself failed; that has been said. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Why the last request got no answer, null after one that did. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Tried, and never yet answered: there may be no server at all. */
  get unreached(): boolean {
    return !this.#reached && this.#trouble !== null;
  }

  /** The answer, 2xx or one that is expected; null when nothing is sent any more. */
  async send(request: Request): Promise<Answer | null> {
    for (let tries = 0; !this.closed; tries += 1) {
      const outcome = await this.#try(request);
      if (outcome === null) continue;
      if ('retryAfter' in outcome) {
        this.#trouble = outcome.trouble;
        this.#notice.detail(`${request.method} ${request.path}: ${outcome.trouble}`);
        await this.pause(tries, outcome.retryAfter);
        continue;
      }
      this.#reached = true;
      this.#trouble = null;
      const { status } = outcome;
      if (status < 300 || request.expects?.includes(status)) return { ...outcome, repeated: tries > 0 };
      this.stop(refusal(outcome, this.#credentials));
    }
    return null;
  }

  /** Waits before the next try: longer each time, and not all reporters at once. */
  async pause(tries: number, atLeast = 0): Promise<void> {
    const delay = Math.min(FIRST_DELAY * 2 ** tries, LONGEST_DELAY) * (0.5 + Math.random() / 2);
    await sleep(Math.max(delay, atLeast), undefined, { signal: this.#closing.signal }).catch(ifAborted);
  }

  /** Gives up for good and says why, once. */
  stop(reason: string): void {
    if (this.closed) return;
    this.#stopped = true;
    this.#notice.say(`${reason}; the command goes on without being reported`);
    this.close();
  }

  close(): void {
    this.#closing.abort();
  }

  /** Null when closed meanwhile. */
  async #try({ method, path, headers, body }: Request): Promise<Outcome | null> {
    try {
      const token = await this.#credentials.token();
      const response = await fetch(`${this.#src}${path}`, {
        method,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
        body: body ?? null,
        redirect: 'manual', // a redirected POST becomes a GET
        signal: AbortSignal.any([AbortSignal.timeout(REQUEST_TIMEOUT), this.#closing.signal]),
      });
      const text = await response.text();
      if (!TRANSIENT.has(response.status) && response.status < 500) {
        return { status: response.status, headers: response.headers, body: text };
      }
      return { trouble: `the server answered ${response.status}`, retryAfter: retryAfter(response.headers) };
    } catch (error) {
      return this.closed ? null : { trouble: reasonOf(error), retryAfter: 0 };
    }
  }
}

type Outcome = Omit<Answer, 'repeated'> | { trouble: string; retryAfter: number };

/** Too early, or too much at once: the same request may succeed later. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429]);

/** Milliseconds; the header's other form, a date, is left to the usual delay. */
const retryAfter = (headers: Headers): number =>
  Math.min(Number(headers.get('retry-after')) * 1000 || 0, LONGEST_DELAY);

/** What a 3xx or 4xx means for the person who wrote the command line. */
function refusal({ status, headers, body }: Omit<Answer, 'repeated'>, { kind }: Credentials): string {
  if (status < 400) return `--src is redirected (${status}) to ${headers.get('location') ?? 'nowhere'}`;
  if (status === 401 && kind === 'id-token') {
    return "the server does not believe this CI job's ID token (401): list its project under oidc in the pipeline's config";
  }
  if (status === 401) return 'the server wants a token for this pipeline (401): set --token or PIPELINE_WIDGETS_TOKEN';
  if (status === 403) return `the token does not allow ingest for this pipeline (403${detailOf(body)})`;
  if (status === 404) return 'there is no such pipeline at --src (404)';
  return `the server refused the report (${status}${detailOf(body)})`;
}

/** `fetch failed` says nothing; its cause does. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'the server did not answer in time';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  // Where a name has several addresses, the error is one of all of them, with a code and no message.
  return cause.message || ('code' in cause ? String(cause.code) : 'no connection');
}

function ifAborted(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
