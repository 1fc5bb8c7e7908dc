import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { PipelineEvent } from '../../protocol/index.ts';
import { pipelineObject } from '../pipeline-object.ts';
import { granted, inRows, makeDue, runOf, tasksOf, watch } from './testing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const ingest = async (pipeline: string, events: readonly PipelineEvent[]) =>
  granted(await pipelineObject(env, pipeline).ingest(pipeline, 'github', events));

/** Lets a run have been quiet for so long (ms), and looks. */
async function afterSilence(pipeline: string, ms: number): Promise<void> {
  await inRows(pipeline, (sql) => sql.exec('UPDATE runs SET heard = heard - ?', ms));
  await makeDue(pipeline, 'watch');
}

const RUNNING: PipelineEvent = { event: 'run', run: 'r', status: 'running' };
const JOBS: PipelineEvent[] = [
  { event: 'job', run: 'r', job: 'build', externalId: '1', status: 'completed', conclusion: 'success' },
  { event: 'job', run: 'r', job: 'test', externalId: '2', status: 'running' },
];

describe('a live run of which nothing is heard', () => {
  it('is shown as stale after half an hour, and no longer when something is heard', async () => {
    await ingest('stale', [RUNNING, ...JOBS]);
    await afterSilence('stale', 29 * MINUTE);
    expect((await runOf('stale', 'r')).staleSince).toBeNull();
    await afterSilence('stale', 2 * MINUTE);
    const { staleSince, status } = await runOf('stale', 'r');
    expect(status).toBe('running');
    expect(Math.round((Date.now() - (staleSince ?? 0)) / MINUTE)).toBe(31);
    const viewer = await watch('stale');
    await ingest('stale', [{ event: 'job', run: 'r', job: 'test', externalId: '2', progress: 50 }]);
    await viewer.until(() => viewer.updates.some((update) => !update.snapshot && update.staleSince === null));
    expect(await runOf('stale', 'r')).toMatchObject({ staleSince: null, status: 'running' });
    viewer.close();
  });

  it('is stale and lost when the config says so', async () => {
    const config = { silence: { staleMinutes: 5, lostHours: 2 } };
    granted(await pipelineObject(env, 'strict').saveConfig('strict', { config, expected: null, author: null }));
    await ingest('strict', [RUNNING]);
    await afterSilence('strict', 6 * MINUTE);
    expect((await runOf('strict', 'r')).staleSince).not.toBeNull();
    await inRows('strict', (sql) => {
      sql.exec(
        "UPDATE runs SET summary = json_set(summary, '$.staleSince', json_extract(summary, '$.staleSince') - ?)",
        2 * HOUR,
      );
    });
    await makeDue('strict', 'watch');
    expect(await runOf('strict', 'r')).toMatchObject({ conclusion: 'error', failureReason: 'lost' });
  });

  it('has more patience with runs that take long', async () => {
    const now = Date.now();
    const times = { startTime: now - 3 * HOUR, endTime: now - HOUR };
    await ingest('patient', [{ event: 'run', run: 'before', conclusion: 'success', ...times }, RUNNING]);
    await afterSilence('patient', 3 * HOUR);
    expect((await runOf('patient', 'r')).staleSince).toBeNull();
    await afterSilence('patient', HOUR + MINUTE);
    expect((await runOf('patient', 'r')).staleSince).not.toBeNull();
  });

  it('is closed as lost after a day, with the jobs that were at work, and never green', async () => {
    await ingest('lost', [RUNNING, ...JOBS]);
    await afterSilence('lost', 25 * HOUR);
    const run = await runOf('lost', 'r');
    expect(run).toMatchObject({ status: 'completed', conclusion: 'error', failureReason: 'lost', staleSince: null });
    expect(run.jobs.map(({ id, conclusion, failureReason }) => [id, conclusion, failureReason])).toEqual([
      ['test', 'error', 'lost'],
      ['build', 'success', null],
    ]);
    expect(await tasksOf('lost')).not.toContain('watch');
  });

  it('is what its source says after all, however late and of whatever time', async () => {
    await ingest('late', [RUNNING, ...JOBS]);
    await afterSilence('late', 25 * HOUR);
    const at = Date.now() - 24 * HOUR;
    await ingest('late', [
      { event: 'job', run: 'r', job: 'test', externalId: '2', at, status: 'completed', conclusion: 'success' },
      { event: 'run', run: 'r', at, status: 'completed', conclusion: 'success' },
    ]);
    const run = await runOf('late', 'r');
    expect(run).toMatchObject({ conclusion: 'success', failureReason: null });
    expect(run.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
  });

  it('may wait for somebody for weeks when all that is left of it does, though its source calls it running', async () => {
    const [built] = JOBS;
    const gate: PipelineEvent = { event: 'job', run: 'r', job: 'ship', externalId: '3', status: 'waiting' };
    await ingest('gated', [RUNNING, ...(built ? [built] : []), gate]);
    await afterSilence('gated', 20 * 24 * HOUR);
    expect(await runOf('gated', 'r')).toMatchObject({ status: 'running', staleSince: null });
  });

  it('may wait for somebody for weeks', async () => {
    await ingest('waits', [{ event: 'run', run: 'r', status: 'waiting', waitReason: 'approval' }]);
    await afterSilence('waits', 20 * 24 * HOUR);
    expect(await runOf('waits', 'r')).toMatchObject({ status: 'waiting', staleSince: null });
    await afterSilence('waits', 16 * 24 * HOUR);
    expect(await runOf('waits', 'r')).toMatchObject({ conclusion: 'error', failureReason: 'lost' });
  });
});
