import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

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
