import { jwtVerify } from 'jose';
import type { SignedRequest } from './signature.ts';

/** Netlify signs with a JWT whose claim `sha256` is the digest of the body (https://docs.netlify.com/site-deploys/notifications). */
export async function verifyNetlify(request: SignedRequest, secrets: readonly string[]): Promise<boolean> {
  const token = request.headers.get('x-webhook-signature');
  if (!token) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', request.body));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  for (const secret of secrets) {
    if (secret === '') continue;
    const options = { algorithms: ['HS256'], issuer: 'netlify' };
    const verified = await jwtVerify(token, new TextEncoder().encode(secret), options).catch(() => null);
    if (verified?.payload['sha256'] === hex) return true;
  }
  return false;
}
