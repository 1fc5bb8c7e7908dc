import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Env } from '../env.ts';
import { deploymentKeys, signingKeys } from './secrets.ts';
import { signToken, verifyToken } from './tokens.ts';

const newKey = () => crypto.getRandomValues(new Uint8Array(32));
const newSecret = () => Array.from(newKey(), (byte) => byte.toString(16).padStart(2, '0')).join('');
const bytes = (text: string) => new TextEncoder().encode(text);
const GRANT = { pipeline: 'shop', scope: ['view', 'trigger'], expiresIn: 60, subject: 'ann' } as const;

describe('tokens', () => {
  it('come back as what was granted', async () => {
    const key = newKey();
    const before = Date.now();
    const { token, expires } = await signToken(GRANT, key);
    const exp = expires / 1000;
    expect(await verifyToken(token, [key])).toEqual({ pipeline: 'shop', scope: ['view', 'trigger'], sub: 'ann', exp });
    expect(expires).toBeGreaterThan(before + 58_000);
    expect(expires).toBeLessThanOrEqual(Date.now() + 60_000);
  });

  it('are verified with the old key while the new one is rolled out', async () => {
    const [old, current] = [newKey(), newKey()];
    const { token } = await signToken(GRANT, old);
    expect(await verifyToken(token, [current, old])).not.toBeNull();
    expect(await verifyToken(token, [current])).toBeNull();
  });

  it('are refused when expired, endless, unsigned, tampered with, or of another shape', async () => {
    const key = newKey();
    const jwt = (payload: Record<string, unknown>, expires: string | null) => {
      const token = new SignJWT(payload).setProtectedHeader({ alg: 'HS256' });
      return (expires === null ? token : token.setExpirationTime(expires)).sign(key);
    };
    const claims = { pipeline: 'shop', scope: ['config'] };
    const good = await jwt(claims, '1h');
    expect(await verifyToken(good, [key])).not.toBeNull();

    const [head = '', , signature = ''] = good.split('.');
    const base64 = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
    const later = { ...claims, exp: Math.floor(Date.now() / 1000) + 3600 };
    for (const bad of [
      await jwt(claims, '1 minute ago'),
      await jwt(claims, null),
      `${base64({ alg: 'none' })}.${base64(later)}.`,
      `${head}.${base64({ ...later, pipeline: '*' })}.${signature}`,
      await jwt({ pipeline: 'shop', scope: 'config' }, '1h'),
      await jwt({ scope: ['config'] }, '1h'),
      '',
      'a.b.c',
      'x'.repeat(10_000),
    ]) {
      expect(await verifyToken(bad, [key]), bad.slice(0, 80)).toBeNull();
    }
  });

  it('are refused where no key is set', async () => {
    const { token } = await signToken(GRANT, newKey());
    expect(await verifyToken(token, [])).toBeNull();
  });
});

describe('signingKeys', () => {
  it("puts the pipeline's own key first, then the deployment's, each with the one before it", () => {
    const names = ['AUTH_SECRET', 'AUTH_SECRET_2', 'AUTH_SECRET__MY_APP', 'AUTH_SECRET_2__MY_APP'];
    const env = Object.fromEntries(names.map((name) => [name, newSecret()])) as unknown as Env;
    const keysOf = (...chosen: string[]) => chosen.map((name) => bytes(String(Reflect.get(env, name))));
    expect(signingKeys(env, 'my-app')).toEqual(
      keysOf('AUTH_SECRET__MY_APP', 'AUTH_SECRET_2__MY_APP', 'AUTH_SECRET', 'AUTH_SECRET_2'),
    );
    expect(signingKeys(env, 'other')).toEqual(keysOf('AUTH_SECRET', 'AUTH_SECRET_2'));
    expect(deploymentKeys(env)).toEqual(keysOf('AUTH_SECRET', 'AUTH_SECRET_2'));
  });

  it('does not sign with what is empty or too short to be a secret', () => {
    expect(signingKeys({ AUTH_SECRET: '', AUTH_SECRET_2: 'password' } as unknown as Env, 'default')).toEqual([]);
  });
});
