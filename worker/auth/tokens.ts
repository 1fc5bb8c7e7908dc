import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { Scope } from '../../protocol/index.ts';

/** What a token says: JWT claims of RFC 7519, with `pipeline` and `scope` of our own. */
export interface Claims {
  /** A slug, or `*` for all pipelines. */
  pipeline: string;
  scope: readonly string[];
  sub?: string | undefined;
  /** Seconds since 1970 UTC. */
  exp: number;
}

const claims: z.ZodType<Claims> = z.object({
  pipeline: z.string(),
  scope: z.array(z.string()),
  sub: z.string().optional(),
  exp: z.number(),
});

/** Seconds by which the clocks of the one who signs and the one who verifies may differ. */
const CLOCK_TOLERANCE = 5;

/** The claims of a token that one of the keys signed and that has not expired; else null. */
export async function verifyToken(token: string, keys: readonly Uint8Array[]): Promise<Claims | null> {
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ['exp'],
      });
      return claims.safeParse(payload).data ?? null;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return null;
}

interface Grant {
  pipeline: string;
  scope: readonly Scope[];
  /** Seconds from now. */
  expiresIn: number;
  subject?: string | undefined;
}

/** Signs a token; `expires` in ms. */
export async function signToken(grant: Grant, key: Uint8Array): Promise<{ token: string; expires: number }> {
  const issued = Math.floor(Date.now() / 1000);
  const expires = issued + grant.expiresIn;
  const token = new SignJWT({ pipeline: grant.pipeline, scope: grant.scope })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .setJti(crypto.randomUUID());
  if (grant.subject !== undefined) token.setSubject(grant.subject);
  return { token: await token.sign(key), expires: expires * 1000 };
}
