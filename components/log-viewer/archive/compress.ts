async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: CompressionStream | DecompressionStream,
): Promise<ArrayBuffer> {
  const writer = writable.getWriter();
  // Failures come out at the other end.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return new Response(readable).arrayBuffer();
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text with halves of surrogate pairs is not what it was: UTF-8 has none. */
export const deflate = async (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await through(encoder.encode(text), new CompressionStream('deflate-raw')));

export const inflate = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  decoder.decode(await through(bytes, new DecompressionStream('deflate-raw')));
