/** Bytes taken at a time: some milliseconds of work. */
const PIECE = 32_768;
const LINE_FEED = 10;

/** A piece of a file's text, and how many bytes have been read with it. */
export type FilePiece = readonly [text: string, bytes: number];

/** The text of a file as it comes, in pieces that end with a line where that is possible. */
export async function* filePieces({ body }: Response): AsyncGenerator<FilePiece> {
  const decoder = new TextDecoder();
  // Safari has no `for await` over a stream.
  const reader = body?.getReader();
  let bytes = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    for (let rest = read.value; rest.length > 0;) {
      const line = rest.lastIndexOf(LINE_FEED, PIECE - 1) + 1;
      const piece = rest.subarray(0, line || PIECE);
      rest = rest.subarray(piece.length);
      bytes += piece.length;
      yield [decoder.decode(piece, { stream: true }), bytes];
    }
  }
  yield [decoder.decode(), bytes];
}
