import type { Masker } from './mask.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What shows the server that we may report. */
export interface Credentials {
  /** `id-token`: this CI job's own, from its system, so that nobody has to keep a secret there. */
  kind: 'none' | 'token' | 'id-token';
  /** The token as it is now; undefined where there is none. */
  token(): Promise<string | undefined>;
}

/** GitLab's, by `id_tokens:` in `.gitlab-ci.yml`. */
const GITLAB = 'PIPELINE_WIDGETS_ID_TOKEN';
/** GitHub's, by `permissions: id-token: write`. */
const GITHUB_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const GITHUB_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

/** Milliseconds. */
const REQUEST_TIMEOUT = 10_000;
/** A token that ends within this time is not used any more: GitHub's live for some minutes, jobs for hours. */
const MARGIN = 60_000;

/** A token that was given, else the one that the CI system has for this job. `audience` is the server's origin. */
export function credentialsOf(
  given: string | undefined,
  env: Env,
  audience: string | null,
  masker: Masker,
): Credentials {
  const idToken = env[GITLAB];
  const url = env[GITHUB_URL];
  const right = env[GITHUB_TOKEN];
  if (given) return fixed('token', given, masker);
  if (idToken) return fixed('id-token', idToken, masker);
  if (url && right && audience !== null) return requested(new URL(url), right, audience, masker);
  return { kind: 'none', token: () => Promise.resolve(undefined) };
}

function fixed(kind: Credentials['kind'], token: string, masker: Masker): Credentials {
  masker.add(token);
  return { kind, token: () => Promise.resolve(token) };
}

/** https://docs.github.com/actions/reference/security/oidc */
function requested(url: URL, right: string, audience: string, masker: Masker): Credentials {
  masker.add(right);
  url.searchParams.set('audience', audience);
  let held: { token: string; until: number } | null = null;
  let asking: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const response = await fetch(url, {
      headers: { authorization: `bearer ${right}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    if (!response.ok) throw new Error(`GitHub gives this job no ID token (${response.status})`);
    const { value } = (await response.json()) as { value?: unknown };
    if (typeof value !== 'string') throw new Error('GitHub answers the request for an ID token with something else');
    masker.add(value);
    held = { token: value, until: expiryOf(value) - MARGIN };
    return value;
  };
  return {
    kind: 'id-token',
    token() {
      if (held !== null && Date.now() < held.until) return Promise.resolve(held.token);
      asking ??= ask().finally(() => (asking = null));
      return asking;
    },
  };
}

/** The claims of a token, unverified; empty for what is no token. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {}; // not a JWT: whoever it is for will say so
  }
}

/** When a token ends (ms); now, for one that does not say. */
const expiryOf = (token: string): number => Number(claimsOf(token)['exp']) * 1000 || Date.now();

/** The environment without the means to get an ID token: a command that we report on has no business to speak as this job. */
export function withoutIdTokens(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { [GITLAB]: _gitlab, [GITHUB_URL]: _url, [GITHUB_TOKEN]: _token, ...rest } = env;
  return rest;
}
