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
/** The 8-bit forms (C1) of what introduces or ends a sequence: the same as ESC and a letter. */
const C1 = /[\u0090\u0098\u009b-\u009f]/g;
/**
 * A sequence, or as much as there is of one: CSI, a string with its end or what cancels it, any other. What is longer than
 * the bounds is none, and prints from there on. A line feed ends every sequence, so that a broken one costs a line at most.
 */
const SEQUENCE =
  /\u001b(?:\[([0-?]{0,1024})[ -/]{0,16}([@-~])?|([\]PX^_])([^\u0007\u0018\u001a\u001b\n]*)(\u0007|\u001b\\|[\u0018\u001a])?|[ -/]{0,16}([0-OQ-WYZ\\`-~])?)/y;

/** Longer string sequences (inline images, say) are swallowed without being kept. */
const MAX_STRING = 4096;

/**
 * Splits terminal output into text and sequences (ECMA-48). It can be fed in pieces cut anywhere, inside a sequence and
 * between surrogates too. What is broken or unknown is swallowed.
 */
export class EscapeParser {
  /** What is not complete yet. */
  #rest = '';

  /** Nothing is held back. */
  get idle(): boolean {
    return this.#rest === '';
  }

  write(piece: string, sink: EscapeSink): void {
    const text = this.#rest + piece.replace(C1, (code) => `\u001b${String.fromCharCode(code.charCodeAt(0) - 64)}`);
    this.#rest = '';
    for (let at = 0; at < text.length;) {
      CONTROL.lastIndex = at;
      const control = CONTROL.exec(text);
      let end = control?.index ?? text.length;
      if (!control && /[\ud800-\udbff]$/.test(text)) this.#rest = text.slice(--end);
      if (end > at) sink.print(text.slice(at, end));
      if (!control) return;
      at = end + 1;
      if (control[0] === '\u001b') at = this.#sequence(text, end, sink);
      else sink.control(control[0]);
    }
  }

  /** What is still incomplete is dropped; a lone surrogate prints as what it is. */
  end(sink: EscapeSink): void {
    if (this.#rest !== '' && !this.#rest.startsWith('\u001b')) sink.print(this.#rest);
    this.#rest = '';
  }

  /** Returns where to go on; keeps the rest for the next piece when a sequence is not complete. */
  #sequence(text: string, at: number, sink: EscapeSink): number {
    SEQUENCE.lastIndex = at;
    const [whole = '', parameters = '', final, kind, body = '', terminator, other] = SEQUENCE.exec(text) ?? [];
    const end = at + whole.length;
    if (final !== undefined) sink.csi(parameters, final);
    else if (other !== undefined) sink.escape(other);
    else if (kind !== undefined && terminator !== undefined) {
      if (body.length <= MAX_STRING && terminator !== '\u0018' && terminator !== '\u001a') sink.string(kind, body);
    } else if (end === text.length || (kind !== undefined && text.slice(end) === '\u001b')) {
      this.#rest = kind === undefined ? whole : `\u001b${kind}${body.slice(0, MAX_STRING + 1)}${text.slice(end)}`;
      return text.length;
    }
    return end;
  }
}
