-- What a run's log takes, in bytes: what retention adds up. `lines` is 0 once the log is gone.
ALTER TABLE pipeline_runs ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
