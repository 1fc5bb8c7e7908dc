import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { PipelineEvent } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import type { LogQuery } from '../pipeline/rpc.ts';
import { ended, EVERYTHING, granted, inRows, makeDue, runOf, tasksOf, watch } from '../pipeline/testing.ts';
import { expireRuns } from './expire.ts';
import { archivedLogs, archivedRun, archivedRuns } from './read.ts';

const ingest = async (pipeline: string, ...events: PipelineEvent[]) =>
  granted(await pipelineObject(env, pipeline).ingest(pipeline, 'api', events));

/** A run that has ended, with a few lines. */
const endedRun = (run: string, messages: string[] = ['one', 'two']): PipelineEvent[] => [
  { event: 'run', run, status: 'running', at: 1_700_000_000_000 },
  ...messages.map((message): PipelineEvent => ({ event: 'log', run, job: 'build', type: 'warn', message })),
  { event: 'job', run, job: 'build', stage: 'building', status: 'completed', conclusion: 'success' },
  { event: 'run', run, status: 'completed', conclusion: 'success' },
];

const isArchived = (pipeline: string, run: string): Promise<boolean> =>
  inRows(pipeline, (sql) => sql.exec('SELECT archived FROM runs WHERE id = ?', run).toArray()[0]?.['archived'] === 1);

const archived = (pipeline: string, run: string): Promise<void> =>
  vi.waitFor(async () => expect(await isArchived(pipeline, run)).toBe(true), { timeout: 10_000 });

const countOf = async (table: string, pipeline: string): Promise<number> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE pipeline = ?`).bind(pipeline).first<{ n: number }>())
    ?.n ?? 0;

describe('the archive', () => {
  it('has an ended run just as the object has it, with the config that it ran with', async () => {
    const object = pipelineObject(env, 'whole');
    const runner = { kind: 'simulated', duration: 500, retries: 0, matrix: ['18', '20'] } as const;
    granted(await object.saveConfig('whole', { config: { title: 'Archived', runner }, expected: null, author: null }));
    const { id } = granted(await object.trigger('whole', { actor: null }));
    const run = await ended('whole', id);
    await archived('whole', id);
    expect(await archivedRun(env.DB, 'whole', id)).toEqual(run);
    const { finished, ...page } = (await object.logs('whole', id, EVERYTHING)) ?? {};
    expect(finished).toBe(true);
    expect(await archivedLogs(env.DB, 'whole', id, EVERYTHING)).toEqual(page);
    const { runs } = (await object.runs('whole', { limit: 10, before: null })) ?? {};
    expect(await archivedRuns(env.DB, 'whole', { limit: 10, before: null })).toEqual({ runs, next: null });
    const row = await env.DB.prepare('SELECT * FROM pipeline_runs WHERE id = ?')
      .bind(id)
      .first<Record<string, unknown>>();
    expect(row).toMatchObject({
      status: 'completed',
      start_time: run.startTime,
      end_time: run.endTime,
      duration: run.duration,
    });
    expect(JSON.parse(String(row?.['config']))).toMatchObject({ title: 'Archived', revision: 1 });
    expect(JSON.parse(String(row?.['stages_completed']))).toEqual(run.completedStages);
    expect(await tasksOf('whole')).not.toContain('archive');
  });

  it('finds a run by the name that it has where it ran, and forgets the name with it', async () => {
    await ingest('named', { event: 'run', run: 'asked-for', status: 'running' });
    await inRows('named', (sql) => sql.exec("INSERT INTO names (name, run) VALUES ('github:77', 'asked-for')"));
    await ingest('named', { event: 'log', run: 'github:77', job: 'build', step: 3, message: 'zero' });
    await ingest('named', ...endedRun('github:77'));
    await archived('named', 'asked-for');
    const run = await archivedRun(env.DB, 'named', 'asked-for');
    expect(run).toMatchObject({ id: 'asked-for', conclusion: 'success' });
    expect(await archivedRun(env.DB, 'named', 'github:77')).toEqual(run);
    expect((await archivedLogs(env.DB, 'named', 'github:77', EVERYTHING))?.lines).toMatchObject([
      { run: 'asked-for', message: 'zero', step: 3 },
      { run: 'asked-for', message: 'one' },
      { run: 'asked-for', message: 'two' },
    ]);
    expect(await archivedRun(env.DB, 'named', 'github:78')).toBeNull();
    await expireRuns(env.DB, 'named', Date.now() + 1000);
    expect(await countOf('pipeline_run_names', 'named')).toBe(0);
  });

  it('has the stages that have ended while the run goes on', async () => {
    await ingest(
      'early',
      { event: 'run', run: 'r', status: 'running' },
      { event: 'log', run: 'r', job: 'build', message: 'built' },
      { event: 'job', run: 'r', job: 'build', stage: 'building', status: 'completed', conclusion: 'success' },
      { event: 'job', run: 'r', job: 'test', stage: 'testing', status: 'running' },
    );
    await vi.waitFor(async () => expect(await countOf('pipeline_logs', 'early')).toBe(1), { timeout: 10_000 });
    expect(await archivedRun(env.DB, 'early', 'r')).toMatchObject({
      status: 'running',
      completedStages: ['queued', 'building'],
    });
  });

  it('has them in rows of many lines, because rows are what is billed', async () => {
    await ingest(
      'rows',
      ...endedRun(
        'r',
        Array.from({ length: 3000 }, (_, index) => `line ${index}`),
      ),
    );
    await archived('rows', 'r');
    expect(await countOf('pipeline_logs', 'rows')).toBe(3);
  });

  it('has every line once when the task is done again from the start', async () => {
    await ingest('twice', ...endedRun('r'));
    await archived('twice', 'r');
    const page = await archivedLogs(env.DB, 'twice', 'r', EVERYTHING);
    // As after a crash between the archive's answer and the note that it has the lines.
    await inRows('twice', (sql) => {
      sql.exec('UPDATE runs SET archived = 0, archived_lines = 0');
      sql.exec("INSERT INTO tasks (kind, key, due, tries) VALUES ('archive', 'r', 1, 0)");
    });
    await makeDue('twice', 'archive');
    await archived('twice', 'r');
    expect(await archivedLogs(env.DB, 'twice', 'r', EVERYTHING)).toEqual(page);
    expect([await countOf('pipeline_runs', 'twice'), await countOf('pipeline_jobs', 'twice')]).toEqual([1, 1]);
  });

  it('gets what it could not take at first, and the pipeline does not wait for it', async () => {
    await env.DB.exec('ALTER TABLE pipeline_logs RENAME TO away');
    await ingest('outage', ...endedRun('r'));
    const failed = async () =>
      inRows('outage', (sql) => sql.exec("SELECT tries FROM tasks WHERE kind = 'archive'").toArray()[0]?.['tries']);
    await vi.waitFor(async () => expect(await failed()).toBeGreaterThan(0), { timeout: 10_000 });
    expect(await runOf('outage', 'r')).toMatchObject({ status: 'completed' });
    await env.DB.exec('ALTER TABLE away RENAME TO pipeline_logs');
    await archived('outage', 'r');
    expect((await archivedLogs(env.DB, 'outage', 'r', EVERYTHING))?.lines.length).toBe(2);
  });

  it('takes long lines, thousands of lines, and hostile ones', async () => {
    const messages = [
      'x'.repeat(200_000),
      '漢'.repeat(200_000),
      '\x1b'.repeat(200_000),
      "'); DROP TABLE pipeline_logs; --",
      'nul \0 in the middle',
      '🚀',
      ...Array.from({ length: 5000 }, (_, index) => `line ${index}`),
    ];
    await ingest('much', ...endedRun('r', messages));
    await archived('much', 'r');
    const seen: string[] = [];
    for (let from: number | null = 1; from !== null;) {
      const page = await archivedLogs(env.DB, 'much', 'r', { ...EVERYTHING, from, limit: 1700 });
      seen.push(...(page?.lines.map(({ message }) => message) ?? []));
      from = page?.next ?? null;
    }
    expect(seen).toEqual(messages);
    const numbersOf = async (query: Partial<LogQuery>) =>
      (await archivedLogs(env.DB, 'much', 'r', { ...EVERYTHING, ...query }))?.lines.map(({ line }) => line);
    expect(await numbersOf({ from: 5000, type: 'warn', limit: 3 })).toEqual([5000, 5001, 5002]);
    expect(await numbersOf({ tail: 2 })).toEqual([5005, 5006]);
    expect((await numbersOf({ tail: 5000 }))?.[0]).toBe(7);
    expect(await numbersOf({ tail: 2, job: 'none' })).toEqual([]);
    expect((await archivedLogs(env.DB, 'much', 'r', { ...EVERYTHING, type: 'error' }))?.lines).toEqual([]);
    expect(await archivedLogs(env.DB, 'much', 'unknown', EVERYTHING)).toBeNull();
  });
});

describe('retention', () => {
  it('lets runs beyond it leave the object once the archive has them', async () => {
    const object = pipelineObject(env, 'kept');
    const retention = { runs: 2, days: 90 };
    granted(await object.saveConfig('kept', { config: { retention }, expected: null, author: null }));
    await ingest('kept', { event: 'run', run: 'a', status: 'queued' });
    const { lastEventId } = await watch('kept');
    for (const run of ['a', 'b', 'c', 'd']) await ingest('kept', ...endedRun(run));
    await vi.waitFor(async () => expect(await object.run('kept', 'b')).toBeNull(), { timeout: 10_000 });
    expect((await object.runs('kept', { limit: 10, before: null }))?.runs.map(({ id }) => id)).toEqual(['d', 'c']);
    expect(await object.logs('kept', 'a', EVERYTHING)).toBeNull();
    expect((await archivedLogs(env.DB, 'kept', 'a', EVERYTHING))?.lines.map(({ message }) => message)).toEqual([
      'one',
      'two',
    ]);
    expect(await archivedRuns(env.DB, 'kept', { limit: 1, before: 3 })).toMatchObject({
      runs: [{ id: 'b' }],
      next: '2',
    });
    const rows = await inRows('kept', (sql) =>
      sql
        .exec("SELECT DISTINCT run FROM journal WHERE type = 'log' ORDER BY run")
        .toArray()
        .map((row) => row['run']),
    );
    expect(rows).toEqual(['c', 'd']);
    // A viewer who left before cannot be told event by event any more, and is not told with a hole in it.
    const resumed = await watch('kept', { lastEventId });
    expect(resumed.updates.map(({ id, snapshot }) => [id, snapshot])).toEqual([['d', true]]);
    expect(resumed.lines.map(({ run, line }) => [run, line])).toEqual([
      ['d', 1],
      ['d', 2],
    ]);
    // A run of the same id that comes later is another one, here and in the archive.
    await ingest('kept', ...endedRun('a', ['anew']));
    await archived('kept', 'a');
    expect((await archivedLogs(env.DB, 'kept', 'a', EVERYTHING))?.lines.map(({ message }) => message)).toEqual([
      'anew',
    ]);
    expect(await archivedRun(env.DB, 'kept', 'a')).toMatchObject({ number: 5 });
  });

  it('lets runs that are too old leave the archive, with all that is theirs', async () => {
    await ingest('expires', ...endedRun('old'), ...endedRun('young'));
    await archived('expires', 'old');
    await archived('expires', 'young');
    await env.DB.prepare("UPDATE pipeline_runs SET created_at = ? WHERE pipeline = 'expires'").bind(Date.now()).run();
    await env.DB.prepare("UPDATE pipeline_runs SET created_at = ? WHERE pipeline = 'expires' AND id = 'old'")
      .bind(Date.now() - 91 * 24 * 60 * 60 * 1000)
      .run();
    await makeDue('expires', 'expire');
    await vi.waitFor(async () => expect(await archivedRun(env.DB, 'expires', 'old')).toBeNull(), { timeout: 10_000 });
    expect(await archivedRun(env.DB, 'expires', 'young')).toMatchObject({ id: 'young' });
    expect([await countOf('pipeline_logs', 'expires'), await countOf('pipeline_jobs', 'expires')]).toEqual([1, 1]);
    expect(await tasksOf('expires')).toContain('expire');
  });
});
