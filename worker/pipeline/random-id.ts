const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ten characters of [a-z0-9], 51 bits: names of journals and of runs that we start. */
export function randomId(): string {
  let id = '';
  while (id.length < 10) {
    // 252 is the greatest multiple of 36 in a byte; what is above would favour the first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < 252 && id.length < 10) id += ALPHABET.charAt(byte % 36);
    }
  }
  return id;
}
