/** The few words that an object knows of itself. */
export type MetaKey = 'pipeline' | 'epoch' | 'floor';

export class Meta {
  readonly #sql: SqlStorage;
  #known: Map<string, string> | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get(key: MetaKey): string | null {
    this.#known ??= new Map(
      this.#sql
        .exec<{ key: string; value: string }>('SELECT key, value FROM meta')
        .toArray()
        .map(({ key: name, value }) => [name, value]),
    );
    return this.#known.get(key) ?? null;
  }

  set(key: MetaKey, value: string): void {
    if (this.get(key) === value) return;
    this.#sql.exec(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      key,
      value,
    );
    this.#known?.set(key, value);
  }

  /** What a failed turn had set is gone from the rows, so it must go from here. */
  forget(): void {
    this.#known = null;
  }
}
