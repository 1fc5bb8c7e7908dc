async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter();
  // Failures come out at the other end.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text with halves of surrogate pairs is not what it was: UTF-8 has none. */
export const deflate = (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  through(encoder.encode(text), new CompressionStream('deflate-raw'));

/** The text in UTF-8. */
export const inflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new DecompressionStream('deflate-raw'));

export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);
