/** TOML 1.0 (toml.io) as plain values. Times stay the text that they are: nobody draws one. */

export type TomlValue = string | number | boolean | TomlValue[] | TomlTable;
export interface TomlTable {
  [key: string]: TomlValue;
}

const BLANK = /(?:[ \t\r\n]|#[^\n]*)*/y;
const SPACE = /[ \t]*/y;
const LINE_END = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
const BARE_KEY = /[\w-]+/y;
const BASIC = /"((?:[^"\\\n]|\\.)*)"/y;
const LITERAL = /'([^'\n]*)'/y;
// Up to two quotes may stand before the three that end it.
const LONG_BASIC = /"""(?:\r?\n)?((?:[^\\]|\\[^])*?"{0,2})"""(?!")/y;
const LONG_LITERAL = /'''(?:\r?\n)?([^]*?'{0,2})'''(?!')/y;
const TIME = /(?:\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?)/y;
const NUMBER =
  /(?:0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|[+-]?(?:inf|nan|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?))(?![\w.])/y;
const WORD = /(?:true|false)(?!\w)/y;

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

/** Throws a `SyntaxError` that names the line. */
export function parseToml(text: string): TomlTable {
  return new TomlReader(text).read();
}

class TomlReader {
  readonly #text: string;
  #at = 0;
  /** Tables that stand between brackets of their own, or were written inline: neither may be opened again. */
  readonly #closed = new Set<object>();

  constructor(text: string) {
    this.#text = text;
  }

  read(): TomlTable {
    const root: TomlTable = emptyTable();
    let table = root;
    for (this.#take(BLANK); this.#at < this.#text.length; this.#take(BLANK)) {
      if (this.#skip('[')) table = this.#header(root);
      else this.#entry(table);
      if (this.#take(LINE_END) === null) throw this.#error('the line should end here');
    }
    return root;
  }

  #header(root: TomlTable): TomlTable {
    const isList = this.#skip('[');
    const keys = this.#keys();
    if (!this.#skip(isList ? ']]' : ']')) throw this.#error('a bracket is missing');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((table, key) => this.#below(table, key), root);
    const known = parent[last];
    if (isList) {
      const list = known ?? (parent[last] = []);
      if (!Array.isArray(list) || this.#closed.has(list)) throw this.#error(`${last} is no list of tables`);
      const table = emptyTable();
      list.push(table);
      return table;
    }
    const table = known === undefined ? (parent[last] = emptyTable()) : known;
    if (!isTable(table) || this.#closed.has(table)) throw this.#error(`${last} is there twice`);
    this.#closed.add(table);
    return table;
  }

  #entry(table: TomlTable): void {
    const keys = this.#keys();
    if (!this.#skip('=')) throw this.#error('an equals sign is missing');
    this.#take(SPACE);
    const value = this.#value();
    const last = keys.pop() ?? '';
    const parent = keys.reduce((table, key) => this.#below(table, key), table);
    if (parent[last] !== undefined) throw this.#error(`${last} is there twice`);
    parent[last] = value;
  }

  /** The table that a part of a dotted key leads into; of a list of tables, the last. */
  #below(table: TomlTable, key: string): TomlTable {
    const known = table[key] ?? (table[key] = emptyTable());
    const next = Array.isArray(known) ? known.at(-1) : known;
    if (next === undefined || !isTable(next)) throw this.#error(`${key} is no table`);
    return next;
  }

  /** `a.b."c d"` */
  #keys(): string[] {
    const keys: string[] = [];
    do {
      this.#take(SPACE);
      const key = this.#take(BARE_KEY)?.[0] ?? this.#quoted();
      if (key === null) throw this.#error('a name is missing');
      keys.push(key);
      this.#take(SPACE);
    } while (this.#skip('.'));
    return keys;
  }

  #value(): TomlValue {
    const text = this.#quoted(true);
    if (text !== null) return text;
    if (this.#skip('[')) return this.#list();
    if (this.#skip('{')) return this.#inlineTable();
    const word = this.#take(WORD)?.[0];
    if (word !== undefined) return word === 'true';
    const time = this.#take(TIME)?.[0];
    if (time !== undefined) return time;
    const number = this.#take(NUMBER)?.[0];
    if (number === undefined) throw this.#error('a value is missing');
    return numberOf(number);
  }

  #list(): TomlValue[] {
    const list: TomlValue[] = [];
    this.#closed.add(list);
    for (;;) {
      this.#take(BLANK);
      if (this.#skip(']')) return list;
      list.push(this.#value());
      this.#take(BLANK);
      if (!this.#skip(',') && this.#text[this.#at] !== ']') throw this.#error('a comma or a bracket is missing');
    }
  }

  #inlineTable(): TomlTable {
    const table = emptyTable();
    this.#take(SPACE);
    if (this.#skip('}')) return table;
    do this.#entry(table);
    while ((this.#take(SPACE), this.#skip(',')));
    if (!this.#skip('}')) throw this.#error('a brace is missing');
    this.#closed.add(table);
    return table;
  }

  #quoted(long = false): string | null {
    const literal = (long && this.#take(LONG_LITERAL)) || this.#take(LITERAL);
    if (literal) return literal[1] ?? '';
    const basic = (long && this.#take(LONG_BASIC)) || this.#take(BASIC);
    return basic && this.#unescape(basic[1] ?? '');
  }

  #unescape(text: string): string {
    // A backslash at the end of a line takes away the white space up to the next character.
    const pattern = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|[ \t]*\r?\n\s*|([^]))/g;
    return text.replace(pattern, (_match, short?: string, long?: string, sign?: string) => {
      const code = short ?? long;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      if (sign === undefined) return '';
      const meant = ESCAPES[sign];
      if (meant === undefined) throw this.#error(`\\${sign} means nothing`);
      return meant;
    });
  }

  #take(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (match) this.#at = token.lastIndex;
    return match;
  }

  #skip(sign: string): boolean {
    const isThere = this.#text.startsWith(sign, this.#at);
    if (isThere) this.#at += sign.length;
    return isThere;
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`line ${this.#text.slice(0, this.#at).split('\n').length}: ${what}`);
  }
}

/** Without a prototype: `__proto__` is a name like any other. */
const emptyTable = (): TomlTable => Object.create(null) as TomlTable;

const isTable = (value: TomlValue): value is TomlTable => typeof value === 'object' && !Array.isArray(value);

function numberOf(text: string): number {
  const digits = text.replaceAll('_', '');
  if (digits.endsWith('nan')) return NaN;
  if (digits.endsWith('inf')) return digits.startsWith('-') ? -Infinity : Infinity;
  return Number(digits);
}
