import { fetchFile } from '../panel/fetch-file.ts';
import type { TextSource } from '../model/texts.ts';
import { nextTask } from '../panel/next-task.ts';
import { filePieces } from './file-pieces.ts';
import { LogText } from './log-text.ts';
import { t } from './strings.ts';
import type { TerminalState } from './terminal.ts';

/** Between places that are remembered (bytes): so much may be read too much. */
const APART = 65_536;

/** A place in a file, behind a line: nothing that follows changes what is before it. */
interface Place {
  readonly bytes: number;
  /** How many lines are before it. */
  readonly line: number;
  readonly state?: TerminalState;
}

/** Parts of a file, from which its lines are made once more. */
export class FileRanges implements TextSource {
  readonly #address: string;
  readonly #lang: string;
  /** In their order, the beginning among them. */
  #places: Place[] = [{ bytes: 0, line: 0 }];

  constructor(address: string, lang: string) {
    this.#address = address;
    this.#lang = lang;
  }

  /** So many bytes made this text, of which the lines from the index `first` on are new, or others than before. */
  note(bytes: number, text: LogText, first: number): void {
    const { state, length: line } = text;
    this.#places.length = this.#places.findLastIndex((place) => place.line <= first) + 1;
    if (state && bytes - (this.#places.at(-1)?.bytes ?? 0) >= APART) this.#places.push({ bytes, line, state });
  }

  async read(from: number, to: number): Promise<string[]> {
    const start = this.#places.findLast(({ line }) => line <= from);
    const end = this.#places.find(({ line }) => line >= to);
    if (!start) return [];
    const headers = { range: `bytes=${start.bytes}-${end ? end.bytes - 1 : ''}` };
    const response = await fetchFile(this.#address, this.#lang, { headers });
    if (response.status !== 206) {
      await response.body?.cancel();
      throw new Error(t(this.#lang, 'log.no.parts'));
    }
    const text = new LogText(start.state);
    const messages: string[] = [];
    const take = (): void => {
      const { first, lines } = text.take();
      messages.splice(first, Infinity, ...lines.map(({ message }) => message));
    };
    for await (const [piece] of filePieces(response)) {
      text.write(piece);
      take();
      await nextTask();
    }
    text.end();
    take();
    return messages.slice(from - start.line, to - start.line);
  }
}
