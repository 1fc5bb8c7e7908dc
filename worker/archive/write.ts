import type { ConfigDocument, Job, LogLine, Run } from '../../protocol/index.ts';
import { packLines } from '../pipeline/line-rows.ts';

/**
 * Writes to the archive. All of it can be done again: a row that is there is brought up to date or left alone. Lists go as one
 * JSON parameter, because D1 takes 100 parameters a statement, and 2 MB each.
 */
const BATCH_CHARS = 500_000;

/** The run as it stands now. */
export async function archiveRun(
  db: D1Database,
  run: Run,
  config: ConfigDocument,
  { lines, bytes }: { lines: number; bytes: number },
): Promise<void> {
  const { jobs: _jobs, ...whole } = run;
  await db
    .prepare(
      `INSERT INTO pipeline_runs (pipeline, id, number, attempt, source, config, start_time, end_time, duration, status,
         conclusion, stages_completed, created_at, lines, log_bytes, run)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
       ON CONFLICT (pipeline, id) DO UPDATE SET number = excluded.number, attempt = excluded.attempt,
         start_time = excluded.start_time, end_time = excluded.end_time, duration = excluded.duration,
         status = excluded.status, conclusion = excluded.conclusion, stages_completed = excluded.stages_completed,
         created_at = excluded.created_at, lines = excluded.lines, log_bytes = excluded.log_bytes, run = excluded.run`,
    )
    .bind(
      run.pipeline,
      run.id,
      run.number,
      run.attempt,
      run.source,
      JSON.stringify(config),
      run.startTime,
      run.endTime,
      run.duration,
      run.status,
      run.conclusion,
      JSON.stringify(run.completedStages),
      run.createdTime ?? run.startTime ?? Date.now(),
      lines,
      bytes,
      JSON.stringify(whole),
    )
    .run();
}

export async function archiveJobs(db: D1Database, { pipeline, id, jobs }: Run): Promise<void> {
  const statement = db.prepare(
    `INSERT INTO pipeline_jobs (pipeline, pipeline_id, id, job)
     SELECT ?1, ?2, value ->> 'id', value FROM json_each(?3) WHERE true
     ON CONFLICT (pipeline, pipeline_id, id) DO UPDATE SET job = excluded.job`,
  );
  for (const batch of batches(jobs)) await statement.bind(pipeline, id, batch).run();
}

/** What the run is called besides its id: whoever knows it by such a name finds it. */
export async function archiveNames(db: D1Database, { pipeline, id }: Run, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await db
    .prepare(
      `INSERT INTO pipeline_run_names (pipeline, name, pipeline_id) SELECT ?1, value, ?2 FROM json_each(?3) WHERE true
       ON CONFLICT (pipeline, name) DO UPDATE SET pipeline_id = excluded.pipeline_id`,
    )
    .bind(pipeline, id, JSON.stringify(names))
    .run();
}

/** Lines that follow each other, after those that the archive has. */
export async function archiveLines(
  db: D1Database,
  pipeline: string,
  run: string,
  lines: readonly LogLine[],
): Promise<void> {
  const [first] = lines;
  if (first === undefined) return;
  const insert = db.prepare(
    `INSERT INTO pipeline_logs (pipeline, pipeline_id, first_line, last_line, body) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (pipeline, pipeline_id, first_line) DO UPDATE SET last_line = excluded.last_line, body = excluded.body`,
  );
  await db.batch([
    // What was written by a try whose end nobody heard of: its rows may have ended elsewhere.
    db
      .prepare('DELETE FROM pipeline_logs WHERE pipeline = ?1 AND pipeline_id = ?2 AND first_line >= ?3')
      .bind(pipeline, run, first.line),
    ...packLines(first.line, lines).map(({ firstLine, count, body }) =>
      insert.bind(pipeline, run, firstLine, firstLine + count - 1, body),
    ),
  ]);
}

/** What an earlier run of the same id has left: its number says that it is another. */
export async function forgetNamesake(db: D1Database, { pipeline, id, number }: Run): Promise<void> {
  const another = 'EXISTS (SELECT 1 FROM pipeline_runs WHERE pipeline = ?1 AND id = ?2 AND number <> ?3)';
  await db.batch(
    ['pipeline_logs', 'pipeline_jobs'].map((table) =>
      db
        .prepare(`DELETE FROM ${table} WHERE pipeline = ?1 AND pipeline_id = ?2 AND ${another}`)
        .bind(pipeline, id, number),
    ),
  );
}

/** JSON arrays of the entries, each of a size that a statement takes. */
function* batches(entries: readonly Job[]): Generator<string> {
  let batch: string[] = [];
  let chars = 0;
  for (const entry of entries) {
    const json = JSON.stringify(entry);
    if (batch.length > 0 && chars + json.length > BATCH_CHARS) {
      yield `[${batch.join(',')}]`;
      batch = [];
      chars = 0;
    }
    batch.push(json);
    chars += json.length;
  }
  if (batch.length > 0) yield `[${batch.join(',')}]`;
}
