import { Terminal, type TerminalLine } from './terminal.ts';

/**
 * What archives put before each line. GitHub and Azure: `2024-07-08T16:48:09.3750041Z text`; GitLab adds the number of the
 * stream and whether it is stdout or stderr: `2024-05-22T12:12:12.123456Z 00O text`.
 */
const PREFIX = /^\ufeff?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)(?: (?:[\da-f]{2}[OE][ +])?|(?=\r?\n|$))/;
/** A prefix has at most so many characters; a shorter beginning of a line has to wait for more if it could become one. */
const PREFIX_LENGTH = 36;
const COULD_BE_PREFIX = /^\ufeff?\d{0,4}(?:$|-[\d:.TZ\- ]*[\da-fOE]*$)/;

/** The text of a log file as lines, given in pieces cut anywhere. */
export class LogText {
  readonly #terminal = new Terminal();
  #begun = false;
  #held = '';

  write(piece: string): void {
    let text = this.#held + piece;
    this.#held = '';
    while (text !== '') {
      if (!this.#begun && text.length < PREFIX_LENGTH && COULD_BE_PREFIX.test(text)) {
        this.#held = text;
        return;
      }
      const end = text.indexOf('\n') + 1;
      this.#line(end === 0 ? text : text.slice(0, end));
      this.#begun = end === 0;
      if (end === 0) return;
      text = text.slice(end);
    }
  }

  end(): void {
    if (this.#held !== '') this.#line(this.#held);
    this.#held = '';
    this.#terminal.end();
  }

  /** The lines that are new or changed since it was last asked, from the index `first` on. */
  take(): { first: number; lines: TerminalLine[] } {
    return this.#terminal.take();
  }

  #line(text: string): void {
    const prefix = this.#begun ? null : PREFIX.exec(text);
    if (prefix) this.#terminal.write(text.slice(prefix[0].length), Date.parse(prefix[1] ?? ''));
    else this.#terminal.write(text);
  }
}
