// npm run dev: the demo page from its sources with hot reload, and the Worker behind /api.
// PORT (3000) · API_PORT (8787) · and what scripts/start.mjs reads
import { createServer } from 'vite';
import { atEnd, end } from './lifetime.mjs';
import { freePort } from './ports.mjs';
import { startWorker } from './worker.mjs';

try {
  const port = await freePort('PORT', 3000);
  const apiPort = await freePort('API_PORT', 8787);
  const target = await startWorker(apiPort);
  const page = await createServer({
    server: { port, strictPort: true, host: '127.0.0.1', proxy: { '/api': { target, changeOrigin: true } } },
  });
  atEnd(() => page.close());
  await page.listen();
  console.log(`
  Demo page   http://localhost:${port}/
  API         http://localhost:${apiPort}/api/pipelines/default

  Ctrl-C ends both.
`);
} catch (error) {
  await end(1, error instanceof Error ? error.message : String(error));
}
