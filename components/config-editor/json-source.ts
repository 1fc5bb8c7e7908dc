import { jsonPointer } from '../../protocol/index.ts';
import type { Json } from './json.ts';

/**
 * JSON as a person writes it: the value, and where in the text each part of it begins, so that a problem found in the value
 * can be shown in the text. `JSON.parse` knows no positions, and what its errors say differs between browsers.
 */
export type JsonSource =
  | { readonly ok: true; readonly value: Json; readonly offsets: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly problem: JsonProblem; readonly offset: number };

export type JsonProblem = 'value' | 'string' | 'key' | 'colon' | 'separator' | 'end' | 'depth';

/** Deeper than any config, and far from the end of the call stack. */
const MAX_DEPTH = 100;

export function parseJson(text: string): JsonSource {
  const reader = new Reader(text);
  try {
    const value = reader.value([]);
    reader.end();
    return { ok: true, value, offsets: reader.offsets };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, problem: error.problem, offset: error.offset };
    throw error;
  }
}

/** Line and column as editors count them, from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

class Mistake extends Error {
  readonly problem: JsonProblem;
  readonly offset: number;

  constructor(problem: JsonProblem, offset: number) {
    super(problem);
    this.problem = problem;
    this.offset = offset;
  }
}

// The grammar of RFC 8259.
const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)\b/y;

class Reader {
  readonly offsets = new Map<string, number>();
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(path: readonly PropertyKey[]): Json {
    this.#take(SPACE);
    if (path.length > MAX_DEPTH) this.#fail('depth');
    this.offsets.set(jsonPointer(path), this.#offset);
    if (this.#skip('{')) return this.#object(path);
    if (this.#skip('[')) return this.#array(path);
    if (this.#text[this.#offset] === '"') return this.#string('string');
    const word = this.#take(NUMBER) ?? this.#take(WORD);
    return word === null ? this.#fail('value') : (JSON.parse(word) as Json);
  }

  end(): void {
    this.#take(SPACE);
    if (this.#offset < this.#text.length) this.#fail('end');
  }

  #object(path: readonly PropertyKey[]): Json {
    const members: [string, Json][] = [];
    if (this.#closes('}')) return {};
    do {
      this.#take(SPACE);
      const key = this.#string('key');
      this.#take(SPACE);
      if (!this.#skip(':')) this.#fail('colon');
      members.push([key, this.value([...path, key])]);
    } while (this.#continues('}'));
    // Own members only: a key `__proto__` is a key like any other.
    return Object.fromEntries(members);
  }

  #array(path: readonly PropertyKey[]): Json {
    const items: Json[] = [];
    if (this.#closes(']')) return items;
    do items.push(this.value([...path, items.length]));
    while (this.#continues(']'));
    return items;
  }

  #string(otherwise: JsonProblem): string {
    const token = this.#take(STRING);
    return token === null ? this.#fail(otherwise) : (JSON.parse(token) as string);
  }

  #closes(mark: string): boolean {
    this.#take(SPACE);
    return this.#skip(mark);
  }

  #continues(close: string): boolean {
    this.#take(SPACE);
    if (this.#skip(',')) return true;
    return this.#skip(close) ? false : this.#fail('separator');
  }

  #skip(mark: string): boolean {
    if (this.#text[this.#offset] !== mark) return false;
    this.#offset += 1;
    return true;
  }

  #take(token: RegExp): string | null {
    token.lastIndex = this.#offset;
    const found = token.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#offset += found.length;
    return found;
  }

  #fail(problem: JsonProblem): never {
    throw new Mistake(problem, this.#offset);
  }
}
