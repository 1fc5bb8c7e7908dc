import * as z from 'zod';
import { isId, SCOPES, type TokenAnswer } from '../../protocol/index.ts';
import { MIN_SECRET_BYTES, signingKeys } from '../auth/secrets.ts';
import { signToken } from '../auth/tokens.ts';
import type { Call } from '../call.ts';
import { LIMITS, readJson } from '../http/body.ts';
import { HttpProblem } from '../http/problem.ts';
import { json } from '../http/reply.ts';
import { valid } from '../http/valid.ts';

/** Seconds. */
const HOUR = 3600;
const LONGEST = 30 * 24 * HOUR;

const tokenRequest = z.strictObject({
  scope: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  expiresIn: z.int().min(1).max(LONGEST).default(HOUR),
  subject: z.string().refine(isId, 'must be 1 to 256 printable characters').optional(),
});

/** Mints a token for this pipeline. Whoever may edit the config owns the pipeline, and may hand out any of its scopes. */
export async function mintToken({ request, env, pipeline }: Call): Promise<Response> {
  const { scope, expiresIn, subject } = valid(tokenRequest, await readJson(request, LIMITS.tokens));
  const [key] = signingKeys(env, pipeline);
  if (key === undefined) {
    throw new HttpProblem(503, `AUTH_SECRET is not set, or shorter than ${MIN_SECRET_BYTES} bytes.`);
  }
  const answer: TokenAnswer = await signToken({ pipeline, scope, expiresIn, subject }, key);
  return json(answer, { status: 201 });
}
