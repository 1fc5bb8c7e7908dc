import type { Env } from '../env.ts';

/** Bytes: a key shorter than the hash must not be used with HS256 (RFC 7518, section 3.2). */
export const MIN_SECRET_BYTES = 32;

/**
 * The keys that may have signed a token for the pipeline, the one to sign with first. `AUTH_SECRET_2` is the old key while a
 * new one is rolled out. `AUTH_SECRET__MY_APP` belongs to the pipeline `my-app` alone: what it signs is worth nothing elsewhere.
 */
export function signingKeys(env: Env, pipeline: string): Uint8Array[] {
  return keysNamed(env, namesFor('AUTH_SECRET', pipeline));
}

/** What is known by this name for the pipeline: its own first, the one to use first. Empty where nothing was set. */
export const secretsFor = (env: Env, name: string, pipeline: string): string[] =>
  namesFor(name, pipeline)
    .map((candidate): unknown => Reflect.get(env, candidate))
    .filter((secret) => typeof secret === 'string')
    .filter((secret) => secret !== '');

function namesFor(name: string, pipeline: string): string[] {
  const suffix = `__${pipeline.toUpperCase().replaceAll('-', '_')}`;
  return [`${name}${suffix}`, `${name}_2${suffix}`, name, `${name}_2`];
}

/** The keys of the whole deployment, for what belongs to no pipeline. */
export const deploymentKeys = (env: Env): Uint8Array[] => keysNamed(env, ['AUTH_SECRET', 'AUTH_SECRET_2']);

const keysNamed = (env: Env, names: readonly string[]): Uint8Array[] =>
  names
    .map((name): unknown => Reflect.get(env, name))
    .filter((secret) => typeof secret === 'string')
    .map((secret) => new TextEncoder().encode(secret))
    .filter((key) => key.byteLength >= MIN_SECRET_BYTES);
