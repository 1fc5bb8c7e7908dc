import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { LogLine } from '../../protocol/index.ts';
import { EVERYTHING } from '../pipeline/testing.ts';
import { archivedLogs } from './read.ts';

/** The archive as a deployment has it that has not been brought up to date since `count` migrations were all there were. */
async function archiveWith(count: number): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'pipeline%' OR name = 'd1_migrations')",
  ).all<{ name: string }>();
  await env.DB.batch(results.map(({ name }) => env.DB.prepare(`DROP TABLE ${name}`)));
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, count));
}

it('takes the lines of an archive that had a row for each along', async () => {
  await archiveWith(3);
  const lines = Array.from({ length: 2500 }, (_, index): LogLine => ({
    run: 'r',
    line: index + 1,
    type: index % 5 === 0 ? 'error' : 'info',
    stage: index < 1500 ? 'building' : null,
    job: 'build',
    ...(index % 3 === 0 && { step: index }),
    message: index === 7 ? '\x1b'.repeat(200_000) : `line "${index}" 漢 \\`,
    timestamp: 1_700_000_000_000 + index,
  }));
  const insert = env.DB.prepare(
    `INSERT INTO pipeline_logs (pipeline, pipeline_id, line, stage, job, type, message, timestamp, step)
     VALUES ('p', 'r', ?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
  );
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO pipeline_runs (pipeline, id, number, attempt, source, config, status, stages_completed, created_at, lines, run)
       VALUES ('p', 'r', 1, 1, 'api', '{}', 'completed', '[]', 1, 2500, '{}')`,
    ),
    ...lines
      .toReversed()
      .map(({ line, stage, job, type, message, timestamp, step }) =>
        insert.bind(line, stage, job, type, message, timestamp, step ?? null),
      ),
  ]);
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  expect((await archivedLogs(env.DB, 'p', 'r', EVERYTHING))?.lines).toEqual(lines);
});
