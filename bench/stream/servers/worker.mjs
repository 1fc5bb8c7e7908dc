// Our own Worker in workerd, as it is deployed; prints its address.
import { createTestHarness } from 'wrangler';

process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
const harness = createTestHarness({
  workers: [{ configPath: new URL('../../../wrangler.toml', import.meta.url), vars: { OPEN_PIPELINES: 'default' } }],
});
const { url } = await harness.listen();
await harness.getWorker().applyD1Migrations('DB');
process.send?.(url.origin);
process.on('SIGTERM', () => void harness.close().then(() => process.exit(0)));
