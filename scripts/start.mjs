// npm start: the demo page, the API and the script file from one local workerd.
// PORT (8787) · PERSIST_TO (.wrangler/state) · OPEN_PIPELINES (default) · the Worker's secrets, or .dev.vars
import { end } from './lifetime.mjs';
import { freePort } from './ports.mjs';
import { ensureSite } from './site.mjs';
import { startWorker } from './worker.mjs';

try {
  const port = await freePort('PORT', 8787);
  await ensureSite();
  await startWorker(port);
  console.log(`
  Demo page   http://localhost:${port}/
  API         http://localhost:${port}/api/pipelines/default
  Script      http://localhost:${port}/pipeline-widgets.js

  Ctrl-C ends it.
`);
} catch (error) {
  await end(1, error instanceof Error ? error.message : String(error));
}
