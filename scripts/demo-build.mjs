// npm run demo:build: this project's own type check, lint, build and unit tests as a live run on the page that `npm start`
// serves. PORT (8787) · SRC, a pipeline elsewhere, with PIPELINE_WIDGETS_TOKEN · arguments go on to `pipeline-widgets exec`
import { fileURLToPath } from 'node:url';

const { PORT = '8787', SRC = `http://localhost:${PORT}/api/pipelines/default` } = process.env;
const page = new URL('/', SRC).href;

/** Why there is nobody to show the run to, undefined when there is. */
async function absence() {
  try {
    const { ok, status } = await fetch(new URL('/api/health', SRC), { signal: AbortSignal.timeout(5_000) });
    return ok ? undefined : `it answered ${status}`;
  } catch (error) {
    return error instanceof Error ? String(error.cause ?? error.message) : String(error);
  }
}

const reason = await absence();
if (reason !== undefined) {
  console.error(`No pipeline-widgets server at ${page} (${reason}).
Start one in another terminal with \`npm start\`, open its page, then run this again.
On another port: PORT=… npm run demo:build. Elsewhere: SRC=https://…/api/pipelines/… npm run demo:build.`);
  process.exit(1);
}

console.log(`Watch it on ${page}\n`);
const jobs = fileURLToPath(new URL('../demo/pipeline.json', import.meta.url));
process.argv.splice(2, 0, 'exec', '--src', SRC, jobs);
await import('../cli/main.ts');
