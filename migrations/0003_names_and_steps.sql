-- The number of the step that wrote a line, where that is known.
ALTER TABLE pipeline_logs ADD COLUMN step INTEGER;

-- What a run is called where it runs, when it was called otherwise here before.
CREATE TABLE pipeline_run_names (
  pipeline TEXT NOT NULL,
  name TEXT NOT NULL,
  -- the run, pipeline_runs.id
  pipeline_id TEXT NOT NULL,
  PRIMARY KEY (pipeline, name)
) WITHOUT ROWID;
