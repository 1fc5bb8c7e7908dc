import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import * as z from 'zod';
import type { OidcTrust } from '../../protocol/index.ts';
import { HttpProblem } from '../http/problem.ts';

/** The job of a CI system that an ID token (OpenID Connect) was issued to. */
export interface CiJob {
  /** `github:289782451` */
  run: string;
  /** Null where the system does not count them. */
  attempt: number | null;
}

/** Seconds by which the issuer's clock and ours may differ. */
const CLOCK_TOLERANCE = 30;
/** Events that run with the rights of the repository on what strangers have written. */
const FOREIGN: ReadonlySet<unknown> = new Set(['pull_request_target', 'workflow_run']);

const number = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,20}$/));

/** https://docs.github.com/actions/reference/security/oidc */
const githubClaims = z.object({
  repository_id: number,
  run_id: number,
  run_attempt: number,
  event_name: z.string().refine((event) => !FOREIGN.has(event)),
});
/** https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
const gitlabClaims = z.object({ project_id: number, pipeline_id: number });

/** True for what may be an ID token; our own tokens are signed with HS256. */
export function isIdToken(token: string): boolean {
  try {
    return typeof decodeJwt(token).iss === 'string';
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}

/** The job that the token was issued to, if a project issued it that the config trusts; else null. */
export async function verifyIdToken(
  token: string,
  trusts: readonly OidcTrust[],
  origin: string,
): Promise<CiJob | null> {
  const { iss } = decodeJwt(token);
  for (const trust of trusts.filter(({ issuer }) => issuer === iss)) {
    const claims = await claimsOf(token, trust, origin);
    const job = claims && jobOf(claims, trust);
    if (job) return job;
  }
  return null;
}

async function claimsOf(
  token: string,
  { issuer, audience, projectId }: OidcTrust,
  origin: string,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, keysOf(issuer, projectId === undefined ? GITHUB_KEYS : GITLAB_KEYS), {
      algorithms: ['RS256'],
      issuer,
      audience: audience ?? origin,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['exp', 'iat'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !WITHOUT_KEYS.has(error.code)) return null;
    console.warn({ message: 'The keys of an issuer of ID tokens cannot be had.', issuer, error: String(error) });
    throw new HttpProblem(503, `The keys of ${issuer} cannot be had at the moment.`, {
      headers: { 'retry-after': '5' },
    });
  }
}

function jobOf(claims: JWTPayload, { repositoryId, projectId }: OidcTrust): CiJob | null {
  const github = githubClaims.safeParse(claims).data;
  if (repositoryId !== undefined && github?.repository_id === repositoryId) {
    return { run: `github:${github.run_id}`, attempt: Number(github.run_attempt) };
  }
  const gitlab = gitlabClaims.safeParse(claims).data;
  if (projectId !== undefined && gitlab?.project_id === projectId) {
    return { run: `gitlab:${gitlab.pipeline_id}`, attempt: null };
  }
  return null;
}

/** Errors that are the issuer's fault or the network's, not the token's: no answer in time, or none that is a set of keys. */
const WITHOUT_KEYS: ReadonlySet<string> = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/** Where issuers publish their keys, below the address that they sign with. */
const GITHUB_KEYS = '/.well-known/jwks';
const GITLAB_KEYS = '/oauth/discovery/keys';

type KeySet = ReturnType<typeof createRemoteJWKSet>;
/** Key sets of this isolate, the one used last at the end. Each asks its issuer again when a token names a key that it does not know. */
const keySets = new Map<string, KeySet>();
const MAX_KEY_SETS = 50;
/** How long an issuer may take to say its keys (ms). */
const TIMEOUT = 5000;

function keysOf(issuer: string, path: string): KeySet {
  const url = `${issuer.replace(/\/+$/, '')}${path}`;
  const keys = keySets.get(url) ?? createRemoteJWKSet(new URL(url), { timeoutDuration: TIMEOUT });
  keySets.delete(url);
  keySets.set(url, keys);
  const [oldest] = keySets.keys();
  if (keySets.size > MAX_KEY_SETS && oldest !== undefined) keySets.delete(oldest);
  return keys;
}
