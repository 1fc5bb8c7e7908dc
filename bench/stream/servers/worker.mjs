// Our own Worker, bundled as for a deployment, in one workerd that listens itself: `wrangler dev` would put a second workerd
// before it, which production has not. KV and D1 are those of local development. Prints its address and the process.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';

const { convertV4MiniflareOptions, Miniflare } = createRequire(import.meta.resolve('wrangler'))('miniflare');
const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-worker-'));

const env = { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' };
execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', join(folder, 'bundle')], {
  cwd: root,
  env,
  stdio: 'ignore',
});

const { compatibilityDate, durableObjects, kvNamespaces, d1Databases } = unstable_getMiniflareWorkerOptions(
  join(root, 'wrangler.toml'),
).workerOptions;
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    name: 'bench',
    modulesRoot: join(folder, 'bundle'),
    modules: [{ type: 'ESModule', path: join(folder, 'bundle/index.js') }],
    // BINDINGS: more of them, as JSON: the secrets of webhooks.
    bindings: { OPEN_PIPELINES: 'default', ...JSON.parse(process.env.BINDINGS ?? '{}') },
    compatibilityDate,
    durableObjects,
    kvNamespaces,
    d1Databases,
    resourcePersistencePath: join(folder, 'state'),
    cf: false,
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  }),
);
const url = await miniflare.unsafeGetDirectURL();
const db = await miniflare.getD1Database('DB');
for (const file of (await readdir(join(root, 'migrations'))).sort()) {
  const sql = await readFile(join(root, 'migrations', file), 'utf8');
  for (const statement of sql.split(';')) if (statement.trim()) await db.prepare(statement).run();
}
process.send?.(url.origin);
process.on('message', async (sql) => process.send?.((await db.prepare(sql).all()).results));
process.on('SIGTERM', async () => {
  await miniflare.dispose();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
