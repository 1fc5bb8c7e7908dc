import { applyD1Migrations, listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll } from 'vitest';

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      /** Types `exports.default` of `cloudflare:workers` in the tests. */
      mainModule: typeof import('../../worker/index.ts');
    }
    interface Env {
      /** Read from migrations/ by vitest.config.ts: the test isolate has no file system. */
      TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
    }
  }
}

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

/** What a pipeline of the tests still means to do would be done after them, when nothing is played any more: nothing is. */
afterAll(async () => {
  for (const id of await listDurableObjectIds(env.PIPELINES)) {
    await runInDurableObject(env.PIPELINES.get(id), async (_pipeline, { storage }) => {
      await storage.deleteAlarm();
    });
  }
});
