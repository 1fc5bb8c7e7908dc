import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { Config, PipelineEvent } from '../../protocol/index.ts';
import { archivedLogs, archivedRun } from '../archive/read.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { EVERYTHING, granted, inRows, makeDue, tasksOf, watch } from './testing.ts';

const DAY = 24 * 60 * 60 * 1000;

const send = async (pipeline: string, ...events: PipelineEvent[]) =>
  granted(await pipelineObject(env, pipeline).ingest(pipeline, 'api', events));

const progress = (percent: number, name = 'job'): PipelineEvent => ({
  event: 'job',
  run: 'r',
  job: 'j',
  name,
  status: 'running',
  progress: percent,
});

/** Rows of the journal that are no log, and the bytes in them. */
const journalOf = (pipeline: string) =>
  inRows(pipeline, (sql) =>
    sql
      .exec<{ rows: number; bytes: number }>(
        "SELECT count(*) AS rows, sum(octet_length(body)) AS bytes FROM journal WHERE type <> 'log'",
      )
      .one(),
  );

describe('the journal', () => {
  it('keeps no more events than its window', async () => {
    await send('rows', progress(0));
    // As many rows as a day of a chatty source makes.
    await inRows('rows', (sql) =>
      sql.exec(
        `INSERT INTO journal (seq, count, type, run, first_line, body, at)
         WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 15000)
         SELECT (SELECT max(seq) FROM journal) + n, 1, 'config', NULL, NULL, '{}', ${Date.now()} FROM more`,
      ),
    );
    await makeDue('rows', 'trim');
    expect((await journalOf('rows')).rows).toBe(10_000);
  });

  it('keeps no more bytes than its window, in few events or many', async () => {
    for (let event = 0; event < 60; event += 1) await send('bytes', progress(event, 'x'.repeat(900)));
    await inRows('bytes', (sql) =>
      sql.exec("UPDATE journal SET body = replace(body, 'xxx', printf('%.*c', 300, 'x')) WHERE type <> 'log'"),
    );
    const before = await journalOf('bytes');
    expect(before.bytes).toBeGreaterThan(4 * 1024 * 1024);
    await makeDue('bytes', 'trim');
    const after = await journalOf('bytes');
    expect(after.bytes).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect(after.rows).toBeGreaterThan(10);
  });

  it('keeps no event for longer than a day, whether or not anything comes after it', async () => {
    for (let percent = 0; percent < 20; percent += 1) await send('age', progress(percent));
    const { lastEventId } = await watch('age');
    await send('age', progress(20));
    await send('age', progress(21));
    await makeDue('age', 'trim');
    expect((await journalOf('age')).rows).toBeGreaterThan(20);
    // It will be done again without any event, when the oldest is a day old.
    const due = await inRows('age', (sql) =>
      Number(sql.exec("SELECT due FROM tasks WHERE kind = 'trim'").one()['due']),
    );
    expect(due).toBeGreaterThan(Date.now() + DAY - 60_000);
    expect(due).toBeLessThan(Date.now() + DAY + 60_000);
    await inRows('age', (sql) => sql.exec('UPDATE journal SET at = at - ?', DAY + 60_000));
    await makeDue('age', 'trim');
    expect((await journalOf('age')).rows).toBe(1);
    expect(await tasksOf('age')).not.toContain('trim');
    // Who was away for so long is given a snapshot, not a hole.
    const back = await watch('age', { lastEventId });
    expect(back.updates.map(({ snapshot }) => snapshot)).toEqual([true]);
  });
});

describe('logs of finished runs', () => {
  const finished = (run: string, lines: number, length = 10): PipelineEvent[] => [
    ...Array.from({ length: lines }, (_, index): PipelineEvent => ({
      event: 'log',
      run,
      job: 'j',
      message: `${index} ${'x'.repeat(length)}`,
    })),
    { event: 'run', run, status: 'completed', conclusion: 'success' },
  ];

  /** A pipeline with four finished runs of 100 lines, all in the archive. */
  async function fourRuns(pipeline: string, logs: NonNullable<Config['retention']['logs']>): Promise<void> {
    const config = { retention: { runs: 10, days: 90, logs } };
    granted(await pipelineObject(env, pipeline).saveConfig(pipeline, { config, expected: null, author: null }));
    for (const run of ['a', 'b', 'c', 'd']) await send(pipeline, ...finished(run, 100));
    const archived = async () =>
      env.DB.prepare("SELECT count(*) AS n FROM pipeline_runs WHERE pipeline = ? AND status = 'completed'")
        .bind(pipeline)
        .first<number>('n');
    await vi.waitFor(async () => expect(await archived()).toBe(4), { timeout: 10_000 });
    const waiting = () => inRows(pipeline, (sql) => sql.exec('SELECT 1 FROM runs WHERE archived = 0').toArray().length);
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 10_000 });
  }

  const linesOf = (pipeline: string) =>
    Promise.all(
      ['a', 'b', 'c', 'd'].map(async (run) => (await archivedLogs(env.DB, pipeline, run, EVERYTHING))?.lines.length),
    );

  async function expired(pipeline: string, lines: number[]): Promise<void> {
    await makeDue(pipeline, 'expire');
    await vi.waitFor(async () => expect(await linesOf(pipeline)).toEqual(lines), { timeout: 10_000 });
  }

  const atHand = async (pipeline: string) =>
    (await pipelineObject(env, pipeline).runs(pipeline, { limit: 10, before: null }))?.runs.map(({ id }) => id);

  it('all stay where the config says nothing else', async () => {
    await fourRuns('all-logs', {});
    await expired('all-logs', [100, 100, 100, 100]);
    expect(await atHand('all-logs')).toEqual(['d', 'c', 'b', 'a']);
  });

  it('stay as long as they are not too many lines together', async () => {
    await fourRuns('lines', { lines: 250 });
    await expired('lines', [0, 0, 100, 100]);
    expect(await atHand('lines')).toEqual(['d', 'c']);
    // The run itself is still known.
    expect(await archivedRun(env.DB, 'lines', 'a')).toMatchObject({ conclusion: 'success', jobs: [{ id: 'j' }] });
    expect(await archivedLogs(env.DB, 'lines', 'a', EVERYTHING)).toEqual({ lines: [], next: null, total: 0 });
  });

  it('stay as long as they are not too many bytes together, but for the newest, which always stays', async () => {
    await fourRuns('volume', { bytes: 1 });
    await expired('volume', [0, 0, 0, 100]);
    expect(await atHand('volume')).toEqual(['d']);
  });

  it('stay as long as they are not too old', async () => {
    await fourRuns('days', { days: 7 });
    await env.DB.prepare(
      "UPDATE pipeline_runs SET end_time = end_time - ? WHERE pipeline = 'days' AND id IN ('a', 'c')",
    )
      .bind(8 * DAY)
      .run();
    await inRows('days', (sql) => sql.exec("UPDATE runs SET heard = heard - ? WHERE id IN ('a', 'c')", 8 * DAY));
    await expired('days', [0, 100, 0, 100]);
    expect(await atHand('days')).toEqual(['d', 'b']);
  });
});
