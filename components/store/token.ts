/** A token, or a way to get one: asked when there is none yet, before the last one expires, and when the server refused it. */
export type TokenSource = string | (() => string | null | Promise<string | null>);

/** A token is replaced so long before it expires (ms): a request takes time, and clocks differ. */
const MARGIN = 30_000;

export interface Tokens {
  /** The token to show, another one than `refused` if there is any. Empty for none. */
  get(refused?: string): Promise<string>;
  /** Whom the token stands for, see `whoOf`. */
  who(): Promise<string | null>;
}

export function createTokens(source: TokenSource = ''): Tokens {
  let known = '';
  let asked: Promise<string> | null = null;

  async function get(refused?: string): Promise<string> {
    if (typeof source === 'string') return source;
    const lasts = Number(claimsOf(known)['exp']) * 1000 > Date.now() + MARGIN;
    if (lasts && known !== refused) return known;
    asked ??= Promise.resolve()
      .then(source)
      .then((token) => (known = token ?? ''))
      .finally(() => (asked = null));
    return asked;
  }

  return { get, who: async () => whoOf(await get()) };
}

/** What says nothing about the bearer and is another one in each token. */
const PASSING = ['exp', 'iat', 'nbf', 'jti'];

/**
 * The same for all tokens that one person gets for one purpose: their claims. Empty for no token, and null for one that names no
 * subject. Nobody has verified it. That is the server's part; who could forge one here has this origin in their hands anyway.
 */
export function whoOf(token: string): string | null {
  const claims = claimsOf(token);
  if (token === '') return '';
  const permanent = (name: string, value: unknown): unknown => (PASSING.includes(name) ? undefined : value);
  return claims['sub'] ? JSON.stringify(claims, permanent) : null;
}

/** The claims of a JWT (RFC 7519); none for any other token. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const payload = token.split('.')[1] ?? '';
    return Object(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))) as Record<string, unknown>;
  } catch {
    return {}; // Opaque, and as good as any other.
  }
}
