import type { Texts } from '../model/texts.ts';

/** Consecutive lines as they came, and the index of the first of them. */
export type Piece = readonly [first: number, messages: readonly string[]];

/** The lines from `from` up to `to`, block by block, whether they are packed away or not. */
export async function* readTexts(texts: Texts, from = 0, to = texts.length): AsyncGenerator<Piece> {
  const { blocks, archive } = texts;
  for (let id = texts.blockOf(from), at = from; at < to; id++) {
    const block = blocks[id];
    const lines = block?.lines ?? (await archive?.read(id));
    if (!block || !lines) return;
    const messages = lines.slice(at - block.first, to - block.first);
    yield [at, messages];
    at += messages.length;
  }
}
