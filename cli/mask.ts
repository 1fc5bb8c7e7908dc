/** Variables whose values must not be shown, judged by their names. */
const SECRET_NAME = /token|secret|passw|passphrase|credential|private|key$|[_-]key[_-]|(?:^|[_-])pass$|[_-]pwd$/i;

/** `postgres://user:password@host`: whatever the name, what stands there is secret. */
const URL_PASSWORD = /^[a-z][\w+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i;

/** Shorter values (`1`, `true`, `admin`) are in half of all lines by chance. */
const SHORTEST = 6;

/** GitHub's workflow command: what follows is a secret from here on. */
const ADD_MASK = '::add-mask::';

const STARS = '***';

type Interval = readonly [start: number, end: number];

/** Knows what is secret and hides it, as it is and in the forms in which tools print it: base64, URL and JSON encoded. */
export class Masker {
  readonly #forms = new Set<string>();
  #longest = 0;

  /** Learns every value of the environment that its name calls a secret, and the passwords in addresses. */
  addEnvironment(env: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value = ''] of Object.entries(env)) {
      if (SECRET_NAME.test(name)) this.add(value);
      const password = URL_PASSWORD.exec(value)?.[1];
      if (password !== undefined) for (const form of new Set([password, decoded(password)])) this.add(form);
    }
  }

  /** A secret of several lines is never printed on one, so each of its lines counts by itself, and the whole when encoded. */
  add(secret: string): void {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    for (const line of lines) this.#learn(line, [line, ...encodings(line)]);
    if (lines.length > 1) this.#learn(secret, encodings(secret));
  }

  /** Characters of the longest thing to hide: what a cut must leave uncut behind it. */
  get longest(): number {
    return this.#longest;
  }

  /** True when the text makes something secret; then its lines have to be taken one by one. */
  teaches(text: string): boolean {
    return text.includes(ADD_MASK);
  }

  /** Learns from a line such as `::add-mask::hunter2`. */
  learn(line: string): void {
    const at = line.indexOf(ADD_MASK);
    if (at >= 0) this.add(decodeCommand(line.slice(at + ADD_MASK.length)));
  }

  /** The text with every secret in it hidden. */
  mask(text: string): string {
    const secrets = this.#find(text);
    if (secrets.length === 0) return text;
    let shown = '';
    let from = 0;
    for (const [start, end] of secrets) {
      shown += text.slice(from, start) + STARS;
      from = end;
    }
    return shown + text.slice(from);
  }

  /**
   * Where a text that goes on can be cut, `near` or before: not inside a secret, and not where one may have begun whose end
   * has not come yet. `near` must be greater than `longest`.
   */
  cut(text: string, near: number): number {
    const safe = Math.min(near, text.length - this.#longest + 1);
    const across = this.#find(text).find(([start, end]) => start < safe && safe < end);
    if (across === undefined) return wholeCharacters(text, safe);
    return across[0] > 0 ? across[0] : across[1];
  }

  #learn(secret: string, forms: readonly string[]): void {
    if (secret.length < SHORTEST) return;
    for (const form of forms) {
      this.#forms.add(form);
      this.#longest = Math.max(this.#longest, form.length);
    }
  }

  /** Where the secrets are, in order; overlapping ones are one. */
  #find(text: string): Interval[] {
    const found: Interval[] = [];
    for (const form of this.#forms) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
    }
    found.sort((a, b) => a[0] - b[0]);
    const merged: Interval[] = [];
    for (const [start, end] of found) {
      const last = merged.at(-1);
      if (last && start < last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
      else merged.push([start, end]);
    }
    return merged;
  }
}

function encodings(secret: string): string[] {
  const base64 = [0, 1, 2].map((before) => base64Within(secret, before));
  const url = encodeURIComponent(Buffer.from(secret).toString()); // through a Buffer: it throws on half a surrogate pair
  return [
    Buffer.from(secret).toString('base64'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    url,
    url.replaceAll('%20', '+'),
    url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
  ];
}

/**
 * What base64 makes of the secret when `before` bytes modulo 3 stand before it, as in `user:secret` of basic authentication,
 * without the characters at both ends that depend on the neighbours. A character stands for 6 bits.
 */
function base64Within(secret: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that is only one
  }
}

/** Undoes the escapes of workflow commands: https://github.com/actions/toolkit, `escapeData`. */
const decodeCommand = (text: string): string =>
  text.trimEnd().replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/** The index, or the one before where it would split a character of two code units. */
export function wholeCharacters(text: string, index: number): number {
  const unit = text.charCodeAt(index - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? index - 1 : index;
}
