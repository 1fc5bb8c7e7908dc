import {
  DEFAULT_CONFIG,
  type Config,
  type ConfigDocument,
  type ConfigRevision,
  type Millis,
} from '../../protocol/index.ts';

/** How many revisions can be looked up and restored. Those that runs at hand were run with stay longer. */
const KEPT_REVISIONS = 50;

const UNSAVED: ConfigDocument = { revision: 0, ...DEFAULT_CONFIG };

/** The revisions of the pipeline's config. */
export class Configs {
  readonly #sql: SqlStorage;
  readonly #documents = new Map<number, ConfigDocument>([[0, UNSAVED]]);
  #revision: number | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get current(): ConfigDocument {
    this.#revision ??= this.#sql
      .exec<{ revision: number }>('SELECT coalesce(max(revision), 0) AS revision FROM revisions')
      .one().revision;
    return this.at(this.#revision);
  }

  /** The config that a run was started with: always the same object, so that views of the run can be compared by identity. */
  at(revision: number): ConfigDocument {
    const known = this.#documents.get(revision);
    if (known) return known;
    const [row] = this.#sql
      .exec<{ config: string }>('SELECT config FROM revisions WHERE revision = ?', revision)
      .toArray();
    const document: ConfigDocument = row ? { revision, ...(JSON.parse(row.config) as Config) } : UNSAVED;
    this.#documents.set(revision, document);
    return document;
  }

  add(config: Config, author: string | null, now: Millis): ConfigDocument {
    const revision = this.current.revision + 1;
    this.#sql.exec(
      'INSERT INTO revisions (revision, time, author, config) VALUES (?, ?, ?, ?)',
      revision,
      now,
      author,
      JSON.stringify(config),
    );
    this.#sql.exec(
      'DELETE FROM revisions WHERE revision <= ? AND revision NOT IN (SELECT config FROM runs)',
      revision - KEPT_REVISIONS,
    );
    const document: ConfigDocument = { revision, ...config };
    this.#documents.set(revision, document);
    this.#revision = revision;
    return document;
  }

  /** Newest first. */
  list(): ConfigRevision[] {
    return this.#sql
      .exec<{ revision: number; time: number; author: string | null }>(
        'SELECT revision, time, author FROM revisions ORDER BY revision DESC LIMIT ?',
        KEPT_REVISIONS,
      )
      .toArray()
      .map(({ revision, time, author }) => ({ revision, time, author, config: this.at(revision) }));
  }

  /** What a failed turn had added is gone from the rows, so it must go from here. */
  forget(): void {
    this.#documents.clear();
    this.#documents.set(0, UNSAVED);
    this.#revision = null;
  }
}
