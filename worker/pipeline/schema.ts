/**
 * The tables of a pipeline's object. Cloudflare bills each row written, and an index entry counts as one: so tables are
 * `WITHOUT ROWID` where their key is text, and there are three indexes in all.
 */
const VERSIONS: readonly string[] = [
  `
  -- pipeline: its slug · epoch: names the journal · floor: the seq from which on the journal is complete
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- A row of log lines stands for as many events as it has lines: those from seq to seq + count - 1.
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    type TEXT NOT NULL,
    run TEXT,
    first_line INTEGER,
    body TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX journal_lines ON journal (run, first_line) WHERE type = 'log';

  -- facts: what was merged of the run itself · changed: the seq of its newest event · heard: when (ms)
  CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    config INTEGER NOT NULL,
    facts TEXT NOT NULL,
    summary TEXT NOT NULL,
    live INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    heard INTEGER NOT NULL,
    archived_lines INTEGER NOT NULL DEFAULT 0,
    archived INTEGER NOT NULL DEFAULT 0
  );
  -- kind: job, deployment
  CREATE TABLE entities (
    run INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (run, kind, id)
  ) WITHOUT ROWID;

  -- What came of a job's raw log: its length in bytes, and the bytes after its last line break.
  CREATE TABLE log_streams (
    run INTEGER NOT NULL,
    job TEXT NOT NULL,
    length INTEGER NOT NULL,
    rest BLOB NOT NULL,
    PRIMARY KEY (run, job)
  ) WITHOUT ROWID;

  -- Ids of events, and keys of triggers, that must not take effect twice.
  CREATE TABLE seen (source TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (source, id)) WITHOUT ROWID;
  CREATE TABLE triggers (key TEXT PRIMARY KEY, run TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

  -- state: waiting (in line), playing, ended · step: the next one of the plan that options, seed and attempt give
  CREATE TABLE simulations (
    run TEXT PRIMARY KEY,
    options TEXT NOT NULL,
    seed INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL,
    step INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE revisions (revision INTEGER PRIMARY KEY, time INTEGER NOT NULL, author TEXT, config TEXT NOT NULL);
  CREATE TABLE tasks (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    due INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
  `,
  `
  -- ring: taken, rejected · slot: the place in the ring · count: how many the ring has had
  CREATE TABLE deliveries (
    ring TEXT NOT NULL,
    slot INTEGER NOT NULL,
    count INTEGER NOT NULL,
    id TEXT,
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT,
    run TEXT,
    PRIMARY KEY (ring, slot)
  ) WITHOUT ROWID;

  -- Where a run is at home: what its source's API is asked for its graph and its logs.
  CREATE TABLE whereabouts (
    run TEXT PRIMARY KEY,
    system TEXT NOT NULL,
    project TEXT NOT NULL,
    workflow TEXT,
    path TEXT,
    sha TEXT
  ) WITHOUT ROWID;

  -- kind: graph, log · job: the source's id · state: open, done, failed. A row stays as long as its run: nothing is fetched twice.
  CREATE TABLE fetches (
    kind TEXT NOT NULL,
    run TEXT NOT NULL,
    job TEXT NOT NULL,
    due INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (kind, run, job)
  ) WITHOUT ROWID;
  CREATE INDEX fetches_open ON fetches (due) WHERE state = 'open';
  `,
  `
  -- verb: start, cancel, rerun · state: open, accepted, done, failed · asked: since when it may have been heard (ms)
  CREATE TABLE orders (
    run TEXT NOT NULL,
    verb TEXT NOT NULL,
    wish TEXT,
    state TEXT NOT NULL,
    asked INTEGER,
    tries INTEGER NOT NULL,
    PRIMARY KEY (run, verb)
  ) WITHOUT ROWID;

  -- What a run is called where it runs, when we have called it otherwise before.
  CREATE TABLE names (name TEXT PRIMARY KEY, run TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  -- Which relays are told what happens, and how many viewers each had when they were last counted.
  CREATE TABLE relays (relay INTEGER PRIMARY KEY, viewers INTEGER NOT NULL);
  `,
  `
  -- News of deployments that are known by a commit or a job of their run. kind: commit, job · key: its hash or id
  CREATE TABLE ties (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, key, event)
  ) WITHOUT ROWID;
  `,
  `
  -- created: when (ms) the run was made, as far as that is known
  ALTER TABLE runs ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
  UPDATE runs SET created = coalesce(json_extract(summary, '$.createdTime'), json_extract(summary, '$.endTime'), 0);
  CREATE INDEX runs_created ON runs (created);
  `,
];

/** The version of the tables that are there; 0 when there are none, which a reader leaves so: a visit must not cost a row. */
export function schemaVersion(sql: SqlStorage): number {
  const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").toArray();
  if (tables.length === 0) return 0;
  const [row] = sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'schema'").toArray();
  return Number(row?.value ?? 0);
}

/** Brings the tables to the newest version. */
export function migrate(sql: SqlStorage, from: number): void {
  if (from >= VERSIONS.length) return;
  for (const statements of VERSIONS.slice(from)) sql.exec(statements);
  sql.exec(
    "INSERT INTO meta (key, value) VALUES ('schema', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    String(VERSIONS.length),
  );
}
