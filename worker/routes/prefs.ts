import { tokenOf, unauthorized } from '../auth/access.ts';
import { deploymentKeys } from '../auth/secrets.ts';
import { verifyToken } from '../auth/tokens.ts';
import type { Env } from '../env.ts';
import { LIMITS, readJson } from '../http/body.ts';
import { HttpProblem } from '../http/problem.ts';
import { json } from '../http/reply.ts';

/** How a person likes their dashboard. The page decides what is in it; here it is a JSON object of 16 KiB at most. */
export async function readPrefs(request: Request, env: Env): Promise<Response> {
  const subject = await subjectOf(request, env);
  return json((await env.CONFIG.get<object>(prefsKey(subject), 'json')) ?? {});
}

export async function writePrefs(request: Request, env: Env): Promise<Response> {
  const subject = await subjectOf(request, env);
  const prefs = await readJson(request, LIMITS.prefs);
  if (typeof prefs !== 'object' || prefs === null || Array.isArray(prefs)) {
    throw new HttpProblem(422, 'Preferences are a JSON object.', { errors: [{ path: '', message: 'is no object' }] });
  }
  await env.CONFIG.put(prefsKey(subject), JSON.stringify(prefs));
  return json(prefs);
}

const prefsKey = (subject: string): string => `user_prefs:${subject}`;

/**
 * Whose preferences: those of the token's subject, else of whoever knows the key that the browser made up for itself. A
 * subject is a name that a pipeline gave, so it only means something together with the pipeline.
 */
async function subjectOf(request: Request, env: Env): Promise<string> {
  const token = tokenOf(request, new URL(request.url));
  if (token !== null) {
    const claims = await verifyToken(token, deploymentKeys(env));
    if (claims === null) throw unauthorized('The token is not valid here, or it has expired.', 'invalid_token');
    if (claims.sub !== undefined) return digest(`${claims.pipeline}/${claims.sub}`);
  }
  const key = request.headers.get('prefs-key') ?? '';
  if (/^[\w-]{22,128}$/.test(key)) return digest(key);
  throw unauthorized('Send a token with a subject, or a Prefs-Key of 22 to 128 random letters, digits, - and _.');
}

/** SHA-256 in hex: what is stored tells nobody the key, and fits KV's 512 bytes whatever a subject is. */
async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
