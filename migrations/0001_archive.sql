-- Runs that have ended (and, from the end of their first stage on, the live ones as they then stood).
-- Times are milliseconds since 1970 UTC.
CREATE TABLE pipeline_runs (
  pipeline TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  source TEXT NOT NULL,
  -- JSON: the config that it ran with
  config TEXT NOT NULL,
  start_time INTEGER,
  end_time INTEGER,
  duration INTEGER,
  status TEXT NOT NULL,
  conclusion TEXT,
  -- JSON: ids of the stages that it completed
  stages_completed TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  -- JSON: the run as the API answers it, but for its jobs
  run TEXT NOT NULL,
  PRIMARY KEY (pipeline, id)
);

CREATE INDEX pipeline_runs_history ON pipeline_runs (pipeline, number);
CREATE INDEX pipeline_runs_age ON pipeline_runs (pipeline, created_at);

-- A run may have thousands of jobs, more than one row can hold.
CREATE TABLE pipeline_jobs (
  pipeline TEXT NOT NULL,
  pipeline_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- JSON: the job as the API answers it
  job TEXT NOT NULL,
  PRIMARY KEY (pipeline, pipeline_id, id)
) WITHOUT ROWID;

-- pipeline_id: the run, pipeline_runs.id
CREATE TABLE pipeline_logs (
  id INTEGER PRIMARY KEY,
  pipeline TEXT NOT NULL,
  pipeline_id TEXT NOT NULL,
  line INTEGER NOT NULL,
  stage TEXT,
  job TEXT,
  type TEXT NOT NULL,
  message TEXT NOT NULL,
  timestamp INTEGER NOT NULL
);

-- Makes writing a line twice harmless, and is the order that pages are read in.
CREATE UNIQUE INDEX pipeline_logs_lines ON pipeline_logs (pipeline, pipeline_id, line);
