/**
 * How CI systems sign what they send, as a table. Verification is over the raw bytes: a body that was parsed and written
 * again is another body. A missing, short, odd or foreign signature is simply not valid; nothing here throws on input.
 */

export interface SignedRequest {
  headers: Headers;
  body: Uint8Array;
}

interface Claim {
  /** Any one of them may fit: keys are rotated by sending two. */
  signatures: readonly (Uint8Array | null)[];
  /** What stands before the body in the signed content. */
  prefix: string;
  /** Seconds since 1970, where the scheme signs the time of sending. */
  timestamp: number | null;
}

interface Scheme {
  hash: 'SHA-256' | 'SHA-1';
  read(headers: Headers): Claim | null;
  key(secret: string): Uint8Array | null;
}

/** A signed time may differ from ours by this much (s), so that a delivery cannot be replayed for ever. */
const TOLERANCE = 300;

const text = (secret: string): Uint8Array => new TextEncoder().encode(secret);

const SCHEMES = {
  /** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
  github: {
    hash: 'SHA-256',
    key: text,
    read: (headers) => bare(hex(after(headers.get('x-hub-signature-256'), 'sha256='))),
  },
  /** https://www.standardwebhooks.com; GitLab's signing tokens are the same. */
  standard: {
    hash: 'SHA-256',
    key: (secret) => base64(secret.replace(/^whsec_/, '')),
    read(headers) {
      const id = headers.get('webhook-id');
      const timestamp = seconds(headers.get('webhook-timestamp'));
      const signatures = headers.get('webhook-signature')?.split(' ') ?? [];
      if (!id || timestamp === null) return null;
      return {
        signatures: signatures.map((entry) => base64(after(entry, 'v1,'))),
        prefix: `${id}.${timestamp}.`,
        timestamp,
      };
    },
  },
  /** https://circleci.com/docs/outbound-webhooks: other versions than v1 are to be ignored. */
  circleci: {
    hash: 'SHA-256',
    key: text,
    read(headers) {
      const entries = headers.get('circleci-signature')?.split(',') ?? [];
      return { signatures: entries.map((entry) => hex(after(entry.trim(), 'v1='))), prefix: '', timestamp: null };
    },
  },
  /** https://buildkite.com/docs/apis/webhooks/pipelines#webhook-signature */
  buildkite: {
    hash: 'SHA-256',
    key: text,
    read(headers) {
      const fields = new Map(headers.get('x-buildkite-signature')?.split(',').map(pair));
      const timestamp = seconds(fields.get('timestamp') ?? null);
      if (timestamp === null) return null;
      return { signatures: [hex(fields.get('signature') ?? null)], prefix: `${timestamp}.`, timestamp };
    },
  },
  /** https://vercel.com/docs/webhooks/webhooks-api#securing-webhooks */
  vercel: {
    hash: 'SHA-1',
    key: text,
    read: (headers) => bare(hex(headers.get('x-vercel-signature'))),
  },
} as const satisfies Record<string, Scheme>;

export type SignatureScheme = keyof typeof SCHEMES;

/** True when one of the secrets signed the request. `now` in ms. */
export async function verifySignature(
  scheme: SignatureScheme,
  request: SignedRequest,
  secrets: readonly string[],
  now: number,
): Promise<boolean> {
  const claim = SCHEMES[scheme].read(request.headers);
  if (claim === null) return false;
  if (claim.timestamp !== null && Math.abs(now / 1000 - claim.timestamp) > TOLERANCE) return false;
  const content = concat(text(claim.prefix), request.body);
  for (const secret of secrets) {
    const key = await keyOf(scheme, secret);
    if (key === null) continue;
    for (const signature of claim.signatures) {
      // `verify` takes the same time whether the first byte differs or the last.
      if (signature !== null && (await crypto.subtle.verify('HMAC', key, signature, content))) return true;
    }
  }
  return false;
}

/** Keys that were made of secrets: making one costs as much as verifying with it. */
const keys = new Map<string, CryptoKey>();
const MAX_KEYS = 200;

/** Null for a secret that no key can be made of. */
async function keyOf(scheme: SignatureScheme, secret: string): Promise<CryptoKey | null> {
  const name = `${scheme} ${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const { hash, key }: Scheme = SCHEMES[scheme];
  const raw = key(secret);
  if (raw === null || raw.length === 0) return null;
  const made = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash }, false, ['verify']);
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(name, made);
  return made;
}

/** For a secret that is sent as it is (GitLab's `X-Gitlab-Token`): compared by digest, so that time tells nothing. */
export async function matchesToken(token: string | null, secrets: readonly string[]): Promise<boolean> {
  if (!token) return false;
  const given = await digest(token);
  let matches = false;
  for (const secret of secrets) matches = equal(given, await digest(secret)) || matches;
  return matches;
}

/** The password of `Authorization: Basic`, whoever the user is; null where there is none. */
export function passwordIn(authorization: string | null): string | null {
  const bytes = base64(/^Basic +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null);
  if (bytes === null) return null;
  const [, password] = /^[^:]*:(.*)$/s.exec(new TextDecoder().decode(bytes)) ?? [];
  return password ?? null;
}

const digest = async (secret: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', text(secret)));

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.reduce((different, byte, i) => different | (byte ^ (b[i] ?? 0)), 0) === 0;

const bare = (signature: Uint8Array | null): Claim => ({ signatures: [signature], prefix: '', timestamp: null });

const after = (value: string | null | undefined, prefix: string): string | null =>
  value?.startsWith(prefix) ? value.slice(prefix.length) : null;

const seconds = (value: string | null): number | null =>
  value !== null && /^\d{1,12}$/.test(value) ? Number(value) : null;

const pair = (field: string): [string, string] => {
  const [name = '', value = ''] = field.trim().split('=');
  return [name, value];
};

function hex(value: string | null): Uint8Array | null {
  if (value === null || value.length === 0 || value.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(value)) return null;
  return Uint8Array.from({ length: value.length / 2 }, (_, index) =>
    Number.parseInt(value.slice(2 * index, 2 * index + 2), 16),
  );
}

export function base64(value: string | null): Uint8Array | null {
  if (value === null || value.length === 0 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value))
    return null;
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
