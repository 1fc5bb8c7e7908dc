import { jsonPointer } from '../../../protocol/index.ts';

/**
 * A config as the JSON that a person writes: where in the text each value begins, so that a problem with a value can be
 * shown there, and where the text stops being one. `JSON.parse` knows no positions, and its errors differ between browsers.
 */
export interface Source {
  readonly text: string;
  /** By JSON Pointer. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly mistake: Mistake | null;
}

export interface Mistake {
  readonly problem: 'object' | 'value' | 'string' | 'key' | 'colon' | 'separator' | 'end' | 'depth';
  readonly offset: number;
}

/** Deeper than any config, and far from the end of the call stack. */
const MAX_DEPTH = 100;

// The grammar of RFC 8259.
const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

export function readSource(text: string): Source {
  const offsets = new Map<string, number>();
  let mistake: Mistake | null = null;
  let offset = 0;

  const take = (token: RegExp): boolean => {
    token.lastIndex = offset;
    const isThere = token.test(text);
    if (isThere) offset = token.lastIndex;
    return isThere;
  };
  /** Whether the token comes next; white space before it is skipped even if it does not. */
  const next = (token: RegExp): boolean => take(SPACE) && take(token);
  const fail = (problem: Mistake['problem']): false => {
    mistake = { problem, offset };
    return false;
  };
  const expect = (token: RegExp, problem: Mistake['problem']): boolean => next(token) || fail(problem);

  const value = (path: readonly PropertyKey[]): boolean => {
    take(SPACE);
    offsets.set(jsonPointer(path), offset);
    if (path.length > MAX_DEPTH) return fail('depth');
    if (take(/\{/y)) return list(/\}/y, () => entry(path));
    if (take(/\[/y)) return list(/\]/y, (index) => value([...path, index]));
    return take(/(?=")/y) ? expect(STRING, 'string') : expect(WORD, 'value');
  };
  const entry = (path: readonly PropertyKey[]): boolean => {
    const start = offset;
    if (!expect(STRING, 'key')) return false;
    const key = JSON.parse(text.slice(start, offset)) as string;
    return expect(/:/y, 'colon') && value([...path, key]);
  };
  const list = (close: RegExp, item: (index: number) => boolean): boolean => {
    if (next(close)) return true;
    for (let index = 0; item(index); index += 1) if (!next(/,/y)) return expect(close, 'separator');
    return false;
  };

  void (expect(/(?=\{)/y, 'object') && value([]) && expect(/$/y, 'end'));
  return { text, offsets, mistake };
}

/** Line and column as editors count them, from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
