import { randomBytes } from 'node:crypto';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const secret = () => randomBytes(32).toString('base64url');

export default defineConfig({
  test: {
    // The Worker says a line a request; of a test that passes nobody wants to read them.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'units',
          include: [
            'protocol/**/*.test.ts',
            'cli/**/*.test.ts',
            'scripts/**/*.test.ts',
            'components/**/*.node.test.ts',
          ],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations('./migrations'),
                AUTH_SECRET: secret(),
                GITHUB_WEBHOOK_SECRET: secret(),
                OPEN_PIPELINES: 'default',
                VIEWERS_PER_OBJECT: '8',
              },
            },
          }),
        ],
        test: { name: 'worker', include: ['worker/**/*.test.ts'], setupFiles: ['test/worker/setup.ts'] },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 60_000 } },
      {
        // A real server and a real browser, one at a time: two cores are shared by workerd, Chromium and the commands under test.
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
