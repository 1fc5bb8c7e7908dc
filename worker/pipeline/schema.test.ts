import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { pipelineObject } from '../pipeline-object.ts';
import { evict, granted, inRows } from './testing.ts';

it('of an object that has slept since before a version is brought up to it, and knows its runs as before', async () => {
  const object = pipelineObject(env, 'slept');
  const tell = async (run: string, at: number) =>
    granted(await object.ingest('slept', 'api', [{ event: 'run', run, status: 'running', at }]));
  await tell('newer', 1_700_000_500_000);
  await tell('older', 1_700_000_000_000);
  await inRows('slept', (sql) => {
    sql.exec('DROP INDEX runs_created');
    sql.exec('ALTER TABLE runs DROP COLUMN created');
    sql.exec("UPDATE meta SET value = '5' WHERE key = 'schema'");
  });
  await evict('slept');
  expect((await object.state('slept'))?.state.run?.id).toBe('newer');
});
