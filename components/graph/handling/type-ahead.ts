/** Letters that follow each other within this time (ms) make one word. */
const PAUSE = 700;

type Typed = Pick<KeyboardEvent, 'key' | 'timeStamp' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Finds a box by the first letters of its name, as they are typed. */
export class TypeAhead {
  #word = '';
  #at = -Infinity;

  /** The next of the names, by id and in their order, that begins with what was typed; null if none does or nothing was. */
  find(
    { key, timeStamp, ctrlKey, altKey, metaKey }: Typed,
    names: ReadonlyMap<string, string>,
    from: string,
  ): string | null {
    const begins = timeStamp - this.#at > PAUSE;
    if (key.length !== 1 || ctrlKey || altKey || metaKey || (key === ' ' && begins)) return null;
    this.#word = begins ? key : this.#word + key;
    this.#at = timeStamp;
    return seek(names, from, this.#word, begins);
  }
}

/** A first letter leads on from where one is; more letters may still mean the same box. */
function seek(names: ReadonlyMap<string, string>, from: string, word: string, begins: boolean): string | null {
  const ids = [...names.keys()];
  const start = ids.indexOf(from) + (begins ? 1 : 0);
  const wanted = word.toLocaleLowerCase();
  const around = [...ids.slice(start), ...ids.slice(0, start)];
  return around.find((id) => names.get(id)?.toLocaleLowerCase().startsWith(wanted)) ?? null;
}
