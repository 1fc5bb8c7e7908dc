import { HttpProblem } from './problem.ts';

const KIB = 1024;

/** Bytes that a body may have, by what it is. */
export const LIMITS = {
  config: 256 * KIB,
  events: 1024 * KIB,
  log: 4096 * KIB,
  trigger: 64 * KIB,
  prefs: 16 * KIB,
  tokens: 4 * KIB,
  /** GitHub delivers no more than this. */
  webhook: 25 * 1024 * KIB,
} as const;

const mediaTypeOf = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Refuses a body that is none of the media types. Asking for JSON also keeps out the forms of foreign pages, which cannot send it. */
export function requireMediaType(request: Request, allowed: readonly string[]): string {
  const type = mediaTypeOf(request);
  if (!allowed.includes(type)) throw new HttpProblem(415, `Send the body as ${allowed.join(' or ')}.`);
  return type;
}

/** Reads a whole body. The limit holds for what really comes: a length in the header is only a promise. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new HttpProblem(415, 'Send the body without Content-Encoding.');
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > limit) throw tooLarge(limit);
  // HTTP sees to it that no more comes than was said, and a body read at once costs a quarter of one read in pieces.
  if (length !== null && /^\d+$/.test(length)) return within(new Uint8Array(await request.arrayBuffer()), limit);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > limit) throw tooLarge(limit);
    pieces.push(piece);
  }
  return concat(pieces, size);
}

/** A JSON body. `empty` stands for a body of no bytes where one may be left out. */
export async function readJson(request: Request, limit: number, empty?: unknown): Promise<unknown> {
  const declared = request.headers.has('content-type');
  if (declared || empty === undefined) requireMediaType(request, ['application/json']);
  const bytes = await readBytes(request, limit);
  if (bytes.byteLength === 0 && empty !== undefined) return empty;
  if (!declared) requireMediaType(request, ['application/json']);
  return parseJson(decode(bytes));
}

export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new HttpProblem(400, 'The body is not UTF-8.');
  }
}

/** `where` is the JSON Pointer of the text within the request, for a body of several documents. */
export function parseJson(text: string, where = ''): unknown {
  try {
    return parseWellFormed(text);
  } catch {
    const errors = where === '' ? undefined : [{ path: where, message: 'is not JSON' }];
    throw new HttpProblem(400, 'The body is not JSON.', { errors });
  }
}

/** Half a surrogate pair, which only an escape can smuggle in, is no character: two that differ would be one id in SQLite. */
export const parseWellFormed = (text: string): unknown =>
  JSON.parse(text, /\\ud[89a-f]/i.test(text) ? wellFormed : undefined);

const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value;

function within(body: Uint8Array, limit: number): Uint8Array {
  if (body.byteLength > limit) throw tooLarge(limit);
  return body;
}

const tooLarge = (limit: number): HttpProblem => new HttpProblem(413, `The body may have ${limit / KIB} KiB at most.`);

function concat(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
