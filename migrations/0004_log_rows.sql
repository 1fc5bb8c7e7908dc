-- Rows written are billed, so lines are kept as the pipeline's journal has them: up to 1,000 that follow each other in a row.
CREATE TABLE pipeline_log_rows (
  pipeline TEXT NOT NULL,
  -- the run, pipeline_runs.id
  pipeline_id TEXT NOT NULL,
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  -- JSON: [{job, stage, step?, lines: [[type, timestamp, message], …]}, …]
  body TEXT NOT NULL,
  PRIMARY KEY (pipeline, pipeline_id, first_line)
);

-- A row ends after 64 Ki characters: with the longest line behind them, all escaped, that is less than the 2 MB of a row.
INSERT INTO pipeline_log_rows (pipeline, pipeline_id, first_line, last_line, body)
SELECT pipeline, pipeline_id, min(line), max(line), json_group_array(json(passage) ORDER BY line) FROM (
  SELECT pipeline, pipeline_id, line,
    CASE WHEN step IS NULL
      THEN json_object('job', job, 'stage', stage, 'lines', json_array(json_array(type, timestamp, message)))
      ELSE json_object('job', job, 'stage', stage, 'step', step, 'lines', json_array(json_array(type, timestamp, message)))
    END AS passage,
    sum(length(message)) OVER (PARTITION BY pipeline, pipeline_id ORDER BY line) / 65536 AS place
  FROM pipeline_logs)
GROUP BY pipeline, pipeline_id, (line - 1) / 1000, place;

DROP TABLE pipeline_logs;
ALTER TABLE pipeline_log_rows RENAME TO pipeline_logs;
