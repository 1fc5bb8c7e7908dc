import { Terminal, type TerminalLine, type TerminalState } from './terminal.ts';

/**
 * What archives put before each line. GitHub and Azure: `2024-07-08T16:48:09.3750041Z text`; GitLab adds the number of the
 * stream and whether it is stdout or stderr: `2024-05-22T12:12:12.123456Z 00O text`.
 */
const PREFIX = /^\ufeff?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)(?: (?:[\da-f]{2}[OE][ +])?|(?=\r?\n|$))/;
/** What a line is shows in how it begins: nothing of it is taken before so much of it has come, or all of it (characters). */
const BEGINNING = 8192;

/** The text of a log file as lines, given in pieces cut anywhere. */
export class LogText {
  readonly #terminal: Terminal;
  #begun = false;
  #held = '';

  /** `state` is that behind the line before the first. */
  constructor(state?: TerminalState) {
    this.#terminal = new Terminal(state);
  }

  /** How many lines there are. */
  get length(): number {
    return this.#terminal.length;
  }

  /** With it, another one makes the same of what comes; null in the middle of a line. */
  get state(): TerminalState | null {
    return this.#begun || this.#held !== '' ? null : this.#terminal.state;
  }

  write(piece: string): void {
    let text = this.#held + piece;
    this.#held = '';
    while (text !== '') {
      const end = text.indexOf('\n') + 1;
      if (end === 0 && !this.#begun && text.length < BEGINNING) {
        this.#held = text;
        return;
      }
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
