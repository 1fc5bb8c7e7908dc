// npm test: everything, in this order. `npm test -- worker elements` runs the steps it names; VERBOSE=1 shows all output.
// The last line is the sum over all runners: `N passed, N failed, N skipped`.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureFirefox } from './firefox.mjs';
import { endAll, run } from './test/command.mjs';
import { format, one, sum, tallyOf } from './test/tally.mjs';

/** @typedef {import('./test/tally.mjs').Tally} Tally */

const rooms = ['.', 'protocol', 'worker', 'test/worker', 'components', 'cli', 'demo', 'test/e2e', 'bench'];

const litRulesOff = [
  'no-incompatible-type-binding',
  'no-invalid-css',
  'no-missing-import',
  'no-unknown-attribute',
  'no-unknown-property',
].flatMap((rule) => [`--rules.${rule}`, 'off']);

/** @type {Record<string, () => Promise<Tally>>} */
const steps = {
  format: check(['prettier', '--check', '--log-level=warn', '.']),
  types: check(...rooms.map((room) => ['tsc', '-p', room])),
  lint: check(
    ['eslint', '--max-warnings', '0', '.'],
    // Off is what tsc checks, and what it knows from lists older than ours: of CSS, of HTML, of Lit's `nothing`.
    ['lit-analyzer', 'components/**/!(*.test).ts', '--strict', '--maxWarnings', '0', ...litRulesOff],
  ),
  unused: check(['knip']),
  units: vitest('units'),
  worker: vitest('worker'),
  manifest: check(['node', 'scripts/analyze.mjs', '--check']),
  build: check(['node', 'scripts/build.mjs']),
  package: vitest('package'),
  elements,
  e2e: vitest('e2e', ensureChromium),
  deploy: check(
    ['node', 'scripts/deploy.mjs', 'worker', '--dry-run'],
    ['node', 'scripts/deploy.mjs', 'pages', '--dry-run'],
  ),
};

/**
 * Commands that are right or wrong as a whole. All of them run, so that one sees all there is to mend.
 *
 * @param {...string[]} commands
 */
function check(...commands) {
  return async () => {
    let ok = true;
    for (const [name = '', ...args] of commands) ok = (await run(name, args)) && ok;
    return one(ok);
  };
}

/**
 * @param {string} project one of vitest.config.ts
 * @param {() => unknown} [prepare]
 */
function vitest(project, prepare) {
  return async () => {
    prepare?.();
    const file = join(reports, `${project}.json`);
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', '--outputFile', file];
    return counted(await run('vitest', args), file, tallyOf);
  };
}

/** Chromium and Firefox, or what BROWSERS names. WebKit is on few machines: a browser that is left out counts as skipped. */
async function elements() {
  const browsers = (process.env.BROWSERS ?? 'chromium,firefox').split(',');
  if (browsers.includes('chromium')) ensureChromium();
  if (browsers.includes('firefox')) ensureFirefox();
  const file = join(reports, 'elements.json');
  const env = { BROWSERS: browsers.join(','), TALLY: file };
  const tally = await counted(await run('wtr', [], env), file, (report) => report);
  const skipped = ['chromium', 'firefox', 'webkit'].filter((browser) => !browsers.includes(browser)).length;
  return sum([tally, { passed: 0, failed: 0, skipped }]);
}

/**
 * A runner's own report, and one failure more where the runner failed and the report knows of none.
 *
 * @param {boolean} ok
 * @param {string} file
 * @param {(report: any) => Tally} read
 */
async function counted(ok, file, read) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const tally = text === undefined ? one(false) : read(JSON.parse(text));
  return ok || tally.failed > 0 ? tally : sum([tally, one(false)]);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}: ${Object.keys(steps).join(', ')}.`);
  process.exit(1);
}

const reports = await mkdtemp(join(tmpdir(), 'pipeline-widgets-test-'));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => void endAll().then(() => process.exit(1)));
}

const tallies = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = performance.now();
  const tally = await step().catch((error) => {
    console.log(error instanceof Error ? error.message : error);
    return one(false);
  });
  tallies.push(tally);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`${tally.failed > 0 ? 'FAIL' : 'ok  '} ${name.padEnd(9)} ${seconds.padStart(6)} s   ${format(tally)}`);
}
await rm(reports, { recursive: true });

const total = sum(tallies);
console.log(format(total));
process.exit(total.failed > 0 ? 1 : 0);
