import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../testing/cli.ts';

const secret = randomBytes(32).toString('base64url');
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-token-'));
});

afterEach(() => rmSync(cwd, { recursive: true }));

const mint = (args: string[], env: NodeJS.ProcessEnv = { AUTH_SECRET: secret }) =>
  runCli(['token', ...args], { env, cwd });
const verify = (token: string, key = secret) =>
  jwtVerify(token.trim(), new TextEncoder().encode(key), { algorithms: ['HS256'] });

test('signs what it is asked for', async () => {
  const begun = Math.floor(Date.now() / 1000);
  const { stdout } = await mint([
    '--pipeline',
    'shop',
    '--scope',
    'view,ingest',
    '--expires',
    '12h',
    '--subject',
    'ci',
  ]);
  const { payload, protectedHeader } = await verify(stdout.toString());
  expect(protectedHeader.alg).toBe('HS256');
  expect(payload).toMatchObject({
    pipeline: 'shop',
    scope: ['view', 'ingest'],
    sub: 'ci',
    jti: expect.any(String) as string,
  });
  expect(payload.iat).toBeGreaterThanOrEqual(begun);
  expect(Number(payload.exp) - Number(payload.iat)).toBe(12 * 3600);
  await expect(verify(stdout.toString(), randomBytes(32).toString('base64url'))).rejects.toThrow();
});

test('holds for a week when nothing else is said', async () => {
  const { stdout } = await mint(['--pipeline', '*', '--scope', 'view']);
  const { payload } = await verify(stdout.toString());
  expect(Number(payload.exp) - Number(payload.iat)).toBe(7 * 24 * 3600);
});

test.for([`AUTH_SECRET=${secret}`, `# dev\nOTHER=1\nAUTH_SECRET = "${secret}"\n`, `export AUTH_SECRET='${secret}'`])(
  'finds the secret in .dev.vars',
  async (content) => {
    writeFileSync(join(cwd, '.dev.vars'), content);
    const { stdout } = await mint(['--pipeline', 'shop', '--scope', 'view'], {});
    expect((await verify(stdout.toString())).payload).toMatchObject({ pipeline: 'shop' });
  },
);

test.for([
  [['--pipeline', 'shop', '--scope', 'view'], {}, /AUTH_SECRET is neither/],
  [['--pipeline', 'shop', '--scope', 'view'], { AUTH_SECRET: 'short' }, /shorter than 32 bytes/],
  [['--scope', 'view'], undefined, /--pipeline is missing/],
  [['--pipeline', 'Shop!', '--scope', 'view'], undefined, /--pipeline must be/],
  [['--pipeline', 'shop', '--scope', 'everything'], undefined, /not 'everything'/],
  [['--pipeline', 'shop', '--scope', 'view', '--expires', 'soon'], undefined, /--expires must be a duration/],
] as const)('refuses %j', async ([args, env, why]) => {
  const { code, stdout, stderr } = await mint([...args], env);
  expect(code).toBe(2);
  expect(stdout.toString()).toBe('');
  expect(stderr).toMatch(why);
});
