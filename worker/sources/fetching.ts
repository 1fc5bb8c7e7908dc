import { FetchFailed } from '../pipeline/fetches.ts';

/** Statuses that say the same however often one asks: the token is not valid, or not for this. */
const LASTING: ReadonlySet<number> = new Set([400, 401, 403, 422, 451]);

/** For who looks up why something is not there. */
const HINTS: Readonly<Record<number, string>> = {
  401: 'the token is not valid, or has expired',
  403: 'the token is not for this: it takes actions:read and contents:read of GitHub, read_api of GitLab',
  404: 'it is not there, or not for this token: it takes actions:read and contents:read of GitHub, read_api of GitLab',
};

/** Asks a source's API. Anything but a success or a redirection is thrown as `FetchFailed`. */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(url, { headers, redirect: 'manual', signal });
  if (response.status < 400) return response;
  await response.body?.cancel();
  const after = pauseOf(response.headers, Date.now());
  const { pathname } = new URL(url);
  const hint = HINTS[response.status];
  throw new FetchFailed(`${response.status} from ${pathname}${hint === undefined ? '' : `: ${hint}`}`, {
    after,
    lasting: LASTING.has(response.status) && after === null,
  });
}

/** As many as GitHub and GitLab give at once. */
const PAGE = 100;
/** What has more is no run that anybody looks at. */
const MAX_PAGES = 50;

/** Everything in a list that is given in pages; `read` gets the query of each. */
export async function allPages<T>(read: (query: string) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const entries = await read(`per_page=${PAGE}&page=${page}`);
    all.push(...entries);
    if (entries.length < PAGE) break;
  }
  return all;
}

/** Follows one redirection. The address it leads to is signed by itself, so the token is not shown there. */
export async function followed(response: Response, signal: AbortSignal): Promise<Response> {
  const location = response.headers.get('location');
  if (response.status < 300 || location === null) return response;
  if (!URL.canParse(location) || !/^https?:$/.test(new URL(location).protocol)) {
    throw new FetchFailed('The API redirects to no web address.', { lasting: true });
  }
  return ask(location, {}, signal);
}

/** `Retry-After` in seconds or as a date, or GitHub's time at which the limit ends; in ms from now. */
export function pauseOf(headers: Headers, now: number): number | null {
  const after = headers.get('retry-after');
  if (after !== null) {
    const seconds = /^\d{1,7}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
    if (Number.isFinite(seconds)) return Math.max(0, seconds);
  }
  const reset = headers.get('x-ratelimit-reset');
  if (headers.get('x-ratelimit-remaining') === '0' && reset !== null && /^\d{1,12}$/.test(reset)) {
    return Math.max(0, Number(reset) * 1000 - now);
  }
  return null;
}

/** The text of an answer, up to so many bytes; more is a failure that lasts. */
export async function textOf(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > limit) throw new FetchFailed(`The answer has more than ${limit} bytes.`, { lasting: true });
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
