/** Receives what a stream of terminal output is made of. */
export interface EscapeSink {
  /** Printable text, without any control character. */
  print(text: string): void;
  /** A single control character, such as `\r`. */
  control(character: string): void;
  /** A control sequence `CSI <parameters> <final>`, e.g. `'31;1'` and `'m'`. Private ones start with `<`, `=`, `>` or `?`. */
  csi(parameters: string, final: string): void;
  /** A string sequence. `kind` is `]` for OSC, `_` for APC, `P`, `X` or `^` for the others. */
  string(kind: string, body: string): void;
  /** Any other escape sequence by its last character, e.g. `'7'` for `ESC 7`. */
  escape(final: string): void;
}

/** Any character that does not simply print. Tab and line feed are among them, the byte order mark too. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\ufeff]/g;
/** Bounded: what is longer is no sequence, and prints from there on. */
const CSI = /([0-?]{0,1024})[ -/]{0,16}([@-~])?/y;
const ESCAPE = /[ -/]{0,16}([0-~])?/y;
const STRING_END = /[\u0007\u0018\u001a\u001b\u009c\n]/g;

/** The 8-bit forms (C1) of the introducers. */
const C1: Readonly<Record<string, string>> = {
  '\u009b': '[',
  '\u009d': ']',
  '\u0090': 'P',
  '\u0098': 'X',
  '\u009e': '^',
  '\u009f': '_',
};

/** Longer string sequences (inline images, say) are swallowed without being kept. */
const MAX_STRING = 4096;

/**
 * Splits terminal output into text and sequences (ECMA-48; the states are those of vt100.net/emu/dec_ansi_parser, less
 * what no log needs). It can be fed in pieces cut anywhere, inside a sequence and between surrogates too. What is broken or
 * unknown is swallowed; a line feed ends every sequence, so that a broken one costs a line at most.
 */
export class EscapeParser {
  #rest = '';
  /** Inside a string sequence that is too long to keep. */
  #skipping = false;

  /** Nothing is held back. */
  get idle(): boolean {
    return this.#rest === '' && !this.#skipping;
  }

  write(piece: string, sink: EscapeSink): void {
    const text = this.#rest + piece;
    this.#rest = '';
    let at = this.#skipping ? this.#skip(text, 0) : 0;
    while (at < text.length) {
      CONTROL.lastIndex = at;
      const control = CONTROL.exec(text);
      let end = control ? control.index : text.length;
      if (!control && isHighSurrogate(text.charCodeAt(end - 1))) this.#rest = text.slice(--end);
      if (end > at) sink.print(text.slice(at, end));
      if (!control) return;
      at = this.#control(text, end, control[0], sink);
    }
  }

  /** What is still incomplete is dropped; a lone surrogate prints as what it is. */
  end(sink: EscapeSink): void {
    if (this.#rest !== '' && !this.#skipping && !isIntroducer(this.#rest[0])) sink.print(this.#rest);
    this.#rest = '';
    this.#skipping = false;
  }

  /** Returns where to go on; keeps the rest for the next piece when a sequence is not complete. */
  #control(text: string, at: number, character: string, sink: EscapeSink): number {
    let from = at + 1;
    let kind = C1[character];
    if (character === '\u001b') {
      kind = text[from];
      if (kind === undefined) return this.#keep(text, at);
      if ('[]PX^_'.includes(kind)) from++;
      else return this.#escape(text, at, sink);
    }
    if (kind === undefined) {
      sink.control(character);
      return from;
    }
    return kind === '[' ? this.#csi(text, at, from, sink) : this.#string(text, at, from, kind, sink);
  }

  #csi(text: string, at: number, from: number, sink: EscapeSink): number {
    CSI.lastIndex = from;
    const [whole = '', parameters = '', final] = CSI.exec(text) ?? [];
    const end = from + whole.length;
    if (final !== undefined) sink.csi(parameters, final);
    else if (end === text.length) return this.#keep(text, at);
    return end;
  }

  #escape(text: string, at: number, sink: EscapeSink): number {
    ESCAPE.lastIndex = at + 1;
    const [whole = '', final] = ESCAPE.exec(text) ?? [];
    const end = at + 1 + whole.length;
    if (final !== undefined) sink.escape(final);
    else if (end === text.length) return this.#keep(text, at);
    return end;
  }

  #string(text: string, at: number, from: number, kind: string, sink: EscapeSink): number {
    STRING_END.lastIndex = from;
    const end = STRING_END.exec(text);
    if (!end || (end[0] === '\u001b' && end.index + 1 === text.length)) {
      const bodyEnd = end ? end.index : text.length;
      if (bodyEnd - from <= MAX_STRING) return this.#keep(text, at);
      this.#skipping = true;
      return this.#skip(text, bodyEnd);
    }
    const complete = end[0] === '\u0007' || end[0] === '\u009c' || text[end.index + 1] === '\\';
    if (complete && end.index - from <= MAX_STRING) sink.string(kind, text.slice(from, end.index));
    return this.#behind(text, end);
  }

  /** Goes on looking for the end of a string that is not kept. */
  #skip(text: string, from: number): number {
    STRING_END.lastIndex = from;
    const end = STRING_END.exec(text);
    if (!end) return text.length;
    if (end[0] === '\u001b' && end.index + 1 === text.length) return this.#keep(text, end.index);
    this.#skipping = false;
    return this.#behind(text, end);
  }

  /** `ESC \` ends a string; any other escape sequence aborts it and counts, as does a line feed. */
  #behind(text: string, { 0: character, index }: RegExpExecArray): number {
    if (character === '\u001b') return text[index + 1] === '\\' ? index + 2 : index;
    return character === '\n' ? index : index + 1;
  }

  #keep(text: string, at: number): number {
    this.#rest = text.slice(at);
    return text.length;
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isIntroducer = (character: string | undefined): boolean =>
  character === '\u001b' || (character !== undefined && character in C1);
