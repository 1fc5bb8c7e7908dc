import { PROBLEM_TYPE, type Problem } from '../../protocol/index.ts';
import { localProblem } from './problem.ts';
import { createTokens, type TokenSource } from './token.ts';

export interface HttpOptions {
  /** The pipeline's absolute URL. */
  src: string;
  fetch?: typeof globalThis.fetch | undefined;
  token?: TokenSource | undefined;
}

export interface HttpRequest {
  query?: Readonly<Record<string, string | number | null | undefined>>;
  headers?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  body?: unknown;
  signal?: AbortSignal | undefined;
}

export interface Http {
  /** Any answer of the server. Rejects with what `fetch` rejects with. */
  send(path: string, request?: HttpRequest): Promise<Response>;
  /** A name for what the server shows to this caller; null where it cannot be said who that is. */
  name(): Promise<string | null>;
}

export function createHttp({ src, fetch = globalThis.fetch, token }: HttpOptions): Http {
  const tokens = createTokens(token);

  async function send(path: string, request: HttpRequest = {}): Promise<Response> {
    const { query, body, signal = null } = request;
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const attempt = async (token: string): Promise<Response> => {
      const headers = new Headers(request.headers);
      if (body !== undefined) headers.set('content-type', 'application/json');
      if (token) headers.set('authorization', `Bearer ${token}`);
      return fetch.call(globalThis, endpoint(src, path, query), { ...post, headers, signal });
    };
    const shown = await tokens.get();
    const response = await attempt(shown);
    const other = response.status === 401 ? await tokens.get(shown) : shown;
    if (other === shown) return response;
    await response.body?.cancel();
    return attempt(other);
  }

  return {
    send,
    async name() {
      const who = await tokens.who();
      return who === null ? null : `pipeline-widgets ${src} ${who}`;
    },
  };
}

export const unreachable = (error: unknown): Problem => localProblem('The pipeline cannot be reached', String(error));

/** What the server says is wrong: in its own words where it has any. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  const outline: Problem = {
    type: 'about:blank',
    title: response.statusText || `The server answered ${status}`,
    status,
  };
  if (!response.headers.get('content-type')?.startsWith(PROBLEM_TYPE)) {
    await response.body?.cancel();
    return outline;
  }
  const said: unknown = await response.json().catch(() => null);
  return typeof said === 'object' && said !== null ? { ...outline, ...said, status } : outline;
}

/** `https://ci.test/api/pipelines/shop` and `runs/7` make the URL of run 7; a query that `src` has stays. */
export function endpoint(src: string, path: string, query: HttpRequest['query'] = {}): string {
  const url = new URL(src);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

/** The one spelling of a pipeline's URL, by which stores are shared. Throws a TypeError for what is no http(s) URL. */
export function normalizeSrc(src: string, base?: string): string {
  const url = new URL(src, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError(`Not an http(s) URL: ${src}`);
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url.href;
}
