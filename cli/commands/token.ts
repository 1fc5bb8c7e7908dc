import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { isPipelineSlug, SCOPES, type Scope } from '../../protocol/index.ts';
import { duration, list, parse, required, UsageError } from '../usage.ts';

export const TOKEN_HELP = `\
Usage: pipeline-widgets token --pipeline <name> --scope <scopes> [--expires <time>]

Prints a token, signed with AUTH_SECRET from the environment or from .dev.vars in this folder. It must be the secret of the
Worker that shall accept the token (wrangler secret put AUTH_SECRET).

  --pipeline <name>        the pipeline it is for, * for all
  --scope <a,b>            what it allows: ${SCOPES.join(', ')}
  --expires <time>         how long, such as 12h or 90d (7d)
  --subject <name>         whom it is for; shown where the token's owner changes something`;

/** Bytes: HS256 wants a key at least as long as the hash (RFC 7518, section 3.2). */
const MIN_SECRET = 32;

const DEV_VARS = '.dev.vars';

const OPTIONS = {
  pipeline: { type: 'string' },
  scope: { type: 'string' },
  expires: { type: 'string' },
  subject: { type: 'string' },
} as const;

export async function token(args: readonly string[]): Promise<number> {
  const { values } = parse({ args: [...args], options: OPTIONS });
  const pipeline = required(values.pipeline, '--pipeline');
  if (pipeline !== '*' && !isPipelineSlug(pipeline)) {
    throw new UsageError(`--pipeline must be lower case letters, digits and hyphens, or *, not '${pipeline}'`);
  }
  const scope = list(required(values.scope, '--scope')).map(toScope);
  if (scope.length === 0) throw new UsageError('--scope names nothing');
  const seconds = Math.round(duration(values.expires ?? '7d', '--expires') / 1000);
  if (seconds < 1) throw new UsageError('--expires must be at least a second');

  const issued = Math.floor(Date.now() / 1000);
  const jwt = new SignJWT({ pipeline, scope })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .setJti(randomUUID());
  if (values.subject !== undefined) jwt.setSubject(values.subject);
  console.log(await jwt.sign(new TextEncoder().encode(signingSecret())));
  return 0;
}

function toScope(word: string): Scope {
  const scope = SCOPES.find((known) => known === word);
  if (scope === undefined) throw new UsageError(`--scope knows ${SCOPES.join(', ')}, not '${word}'`);
  return scope;
}

function signingSecret(): string {
  const secret = process.env['AUTH_SECRET'] ?? secretIn(existsSync(DEV_VARS) ? readFileSync(DEV_VARS, 'utf8') : '');
  if (secret === undefined) {
    throw new UsageError(
      `AUTH_SECRET is neither in the environment nor in ${DEV_VARS}; openssl rand -hex 32 makes one`,
    );
  }
  if (Buffer.byteLength(secret) < MIN_SECRET) throw new UsageError(`AUTH_SECRET is shorter than ${MIN_SECRET} bytes`);
  return secret;
}

/** The format of dotenv, as far as a secret needs it: quotes and `export` may be there, a comment after the value not. */
function secretIn(file: string): string | undefined {
  const line = /^\s*(?:export\s+)?AUTH_SECRET\s*=\s*(.*?)\s*$/m.exec(file)?.[1];
  return line === undefined ? undefined : (/^(["'`])(.*)\1$/.exec(line)?.[2] ?? line);
}
