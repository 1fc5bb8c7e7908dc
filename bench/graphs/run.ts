// npm run bench:graphs [-- --jobs 500,2000] [--parts layout,stability,browser] [--only ours,g6]: the graph beside its peers.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measurePage } from './browser.ts';
import { measureLayouts, measureStability } from './layouts.ts';

const ADAPTERS = ['ours', 'react-flow-dagre', 'react-flow-elk', 'cytoscape-dagre', 'g6'];

const PARTS = { layout, stability, browser };

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '500,2000' },
    parts: { type: 'string', default: Object.keys(PARTS).join() },
    only: { type: 'string', default: ADAPTERS.join() },
  },
});
const sizes = values.jobs.split(',').map(Number);
const here = fileURLToPath(new URL('.', import.meta.url));

if (!existsSync(new URL('node_modules/elkjs', import.meta.url))) {
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  execFileSync('npm', install, { cwd: here, stdio: 'inherit' });
}
for (const [name, measure] of Object.entries(PARTS)) if (values.parts.split(',').includes(name)) await measure();

async function layout(): Promise<void> {
  head('Layout alone', ['jobs', 'engine', 'ms', 'crossings', 'edges through boxes', 'one more job: ms']);
  for (const jobs of sizes) {
    for await (const { engine, ms, crossings, through, addMs } of measureLayouts(jobs)) {
      row([String(jobs), engine, ms, String(crossings), String(through), addMs]);
    }
  }
}

async function stability(): Promise<void> {
  head('One more job', ['jobs', 'engine', 'cases', 'others that move, %', 'others moved by, px', 'the farthest, px']);
  for (const jobs of sizes) {
    for await (const { engine, cases, movedShare, mean, farthest } of measureStability(jobs)) {
      row([String(jobs), engine, String(cases), movedShare, mean, farthest]);
    }
  }
}

async function browser(): Promise<void> {
  head('In the browser', [
    'jobs',
    'adapter',
    'data to painted ms',
    'heap MB',
    'a status: main thread ms',
    'zoom: frames over 33 ms',
    'longest ms',
    'one more job: ms',
  ]);
  for (const jobs of sizes) {
    for (const adapter of values.only.split(',')) {
      const { paintedMs, heapMB, updateMs, zoom, addMs } = await measurePage(adapter, jobs);
      const late = `${zoom.late} of ${zoom.frames}`;
      row([String(jobs), adapter, paintedMs, heapMB, updateMs, late, zoom.longest, addMs]);
    }
  }
}

function head(title: string, cells: readonly string[]): void {
  console.log(`\n${title}\n`);
  row(cells);
  row(cells.map(() => '---'));
}

function row(cells: readonly (string | number)[]): void {
  const round = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  console.log(`| ${cells.map((cell) => (typeof cell === 'number' ? round(cell) : cell)).join(' | ')} |`);
}
