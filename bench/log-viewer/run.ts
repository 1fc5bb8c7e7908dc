// npm run bench:log [-- --rounds 3] [--only log-viewer,codemirror] [--lines 1000000]: a big log and a fast one, beside the
// peers, in one run.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { chromium } from '../../scripts/chromium.mjs';
import { memory } from './memory.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    only: { type: 'string' },
    lines: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '10' },
  },
});
const SUBJECTS = ['log-viewer', 'codemirror', 'xterm', 'patternfly', 'react-logviewer'];
const RATE = 50_000;
/** Steps from the beginning of the log to its end, one in each frame. */
const FLING = 120;
/** A viewer that takes longer for one thing has failed (ms). */
const PATIENCE = 60_000;

const here = import.meta.dirname;
const root = join(here, '../..');
const lines = Number(values.lines);
const subjects = SUBJECTS.filter((name) => values.only?.split(',').includes(name) ?? true);

type Row = Record<string, number | null>;

/** Our element is measured as a page gets it: by the script file and the files beside it. */
async function prepare(folder: string): Promise<void> {
  if (!existsSync(join(here, 'node_modules'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: here, stdio: 'inherit' });
  }
  process.chdir(root);
  await build({ mode: 'cdn', logLevel: 'error', build: { outDir: join(folder, 'dist') } });
  for (const name of subjects) {
    await build({
      root: here,
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: join(folder, name),
        lib: {
          entry: join(here, `pages/${name}.mjs`),
          formats: ['es'],
          fileName: () => 'page.js',
          cssFileName: 'page',
        },
      },
    });
  }
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

const html = (name: string): string => `<!doctype html><meta charset="utf-8"><title>loading</title>
<link rel="stylesheet" href="page.css"><style>html,body{margin:0}#host{width:1200px;height:700px;overflow:hidden}
log-viewer{height:700px}</style><div id="host"></div>
${name === 'log-viewer' ? '<script type="module" src="/dist/pipeline-widgets.js"></script>' : ''}
<script type="module" src="page.js"></script>`;

function serve(folder: string): Promise<ReturnType<typeof createServer>> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const name = pathname.split('/')[1] ?? '';
    if (pathname === `/${name}/`) return response.setHeader('content-type', 'text/html').end(html(name));
    readFile(join(folder, pathname)).then(
      (body) => response.setHeader('content-type', TYPES[extname(pathname)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    );
    return undefined;
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Runs one of the driver's scenarios. Rejects where a viewer does not come to an end. */
async function act<Result = void>(page: Page, name: string, ...args: unknown[]): Promise<Result> {
  const running = page.evaluate(
    (scenario, given) =>
      (globalThis as unknown as { scenarios: Record<string, (...all: unknown[]) => unknown> }).scenarios[scenario]?.(
        ...given,
      ),
    name,
    args,
  ) as Promise<Result>;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} takes more than ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([running, patience]).finally(() => clearTimeout(timer));
}

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1220, height: 720 });
  await page.goto(address);
  await page.waitForFunction('document.title === "ready"');
  return page;
}

interface Loaded {
  readonly first: number;
  readonly ready: number;
}

interface Found {
  readonly matches: number;
  readonly first: number;
  readonly took: number;
  readonly longest: number;
}

interface Followed {
  readonly fps: number;
  readonly slowFrames: number;
  readonly lag: number;
  readonly longest: number;
}

async function measureBig(page: Page, row: Row): Promise<void> {
  const before = await memory(page);
  await act(page, 'prepare', lines);
  const { first, ready } = await act<Loaded>(page, 'load');
  row['first lines, ms'] = first;
  row['all taken in, ms'] = ready;
  await act(page, 'settled');
  row['memory, MB'] = (await memory(page)) - before;
  row['jump to a line, ms'] = await act<number | null>(page, 'jump', lines, 7);
  const { TaskDuration: busy = 0 } = await page.metrics();
  row[`fling: frames over 33 ms, of ${FLING}`] = await act<number>(page, 'fling', FLING);
  row['fling: main thread, ms a frame'] = (((await page.metrics()).TaskDuration ?? 0) - busy) * (1000 / FLING);
  row['fling: empty frames, of 30 far steps'] = await act<number>(page, 'blank', 30);
  row['search: its box is open, ms'] = await act<number>(page, 'openSearch');
  for (const which of ['rare', 'common', 'rare again', 'common again']) {
    const found = await act<Found>(page, 'search', which.split(' ')[0]);
    row[`search, ${which}: first hit, ms`] = found.first;
    row[`search, ${which}: all counted, ms`] = found.took;
    row[`search, ${which}: matches`] = found.matches;
    row[`search, ${which}: longest task, ms`] = found.longest;
  }
}

async function measureFast(page: Page, row: Row): Promise<void> {
  const before = await memory(page);
  await act(page, 'prepare', RATE * Number(values.seconds));
  // What it took to make the lines is no garbage of the viewer's.
  await memory(page);
  const { fps, slowFrames, lag, longest } = await act<Followed>(page, 'stream', RATE);
  row['follow: frames/s'] = fps;
  row['follow: frames over 33 ms'] = slowFrames;
  row['follow: lag of the tail, p50 ms'] = lag;
  row['follow: longest task, ms'] = longest;
  await act(page, 'settled');
  row['follow: memory after it, MB'] = (await memory(page)) - before;
}

async function measure(address: string): Promise<Row> {
  const row: Row = {};
  for (const scenario of [measureBig, measureFast]) {
    // A browser each: one that has run out of memory, or hangs, takes nobody with it.
    const browser = await puppeteer.launch({ ...chromium(), protocolTimeout: 2 * PATIENCE });
    try {
      await scenario(await open(browser, address), row);
    } catch (error) {
      console.error(String(error).slice(0, 120));
    } finally {
      await browser.close();
    }
  }
  return row;
}

const median = (all: readonly (number | null)[]): number | null => {
  const known = all.filter((value) => value !== null).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
};

const folder = await mkdtemp(join(tmpdir(), 'bench-log-'));
await prepare(folder);
const server = await serve(folder);
const rows = new Map<string, Row[]>(subjects.map((name) => [name, []]));
for (let round = 1; round <= Number(values.rounds); round++) {
  for (const name of subjects) {
    console.error(`round ${round}: ${name}`);
    const row = await measure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}/`);
    console.error(JSON.stringify(row));
    rows.get(name)?.push(row);
  }
}
server.close();
await rm(folder, { recursive: true });

const keys = Object.keys(rows.values().next().value?.[0] ?? {});
const valueOf = (name: string, key: string): number | null =>
  median((rows.get(name) ?? []).map((row) => row[key] ?? null));
const shown = (value: number | null): string =>
  value === null ? '–' : value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));

/** Ours to the best peer's; of searches only those count that found all. */
function ratio(key: string): string {
  const [ours, ...peers] = subjects;
  if (!ours || !/(?:, ms|MB|ms a frame|p50 ms|frames\/s)$/.test(key) || key.includes('longest')) return '';
  const matches = key.replace(/: (?:first hit|all counted), ms$/, ': matches');
  const exact = peers.filter((name) => matches === key || valueOf(name, matches) === valueOf(ours, matches));
  const theirs = exact.map((name) => valueOf(name, key)).filter((value) => value !== null);
  const best = key.endsWith('/s') ? Math.max(...theirs) : Math.min(...theirs);
  const own = valueOf(ours, key);
  return own === null || theirs.length === 0 ? '' : (own / best).toFixed(2);
}

console.log(
  `| ${lines.toLocaleString('en')} lines; ${RATE.toLocaleString('en')} lines/s | ${subjects.join(' | ')} | ${subjects[0]} to the best |`,
);
console.log(`|---|${subjects.map(() => '--:|').join('')}--:|`);
for (const key of keys) {
  const cells = subjects.map((name) => shown(valueOf(name, key)));
  console.log(`| ${key} | ${cells.join(' | ')} | ${ratio(key)} |`);
}
console.log(`\n–: one thing took more than ${PATIENCE / 1000} s, or failed; nothing after it was measured.`);
