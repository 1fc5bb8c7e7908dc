// npm run bench:graphs [-- --jobs 500,2000] [--only ours,g6]: the graph beside its peers, in one run.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measurePage } from './browser.ts';
import { measureLayouts } from './layouts.ts';

const ADAPTERS = ['ours', 'react-flow-dagre', 'react-flow-elk', 'cytoscape-dagre', 'g6'];

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '500,2000' }, only: { type: 'string', default: ADAPTERS.join() } },
});
const sizes = values.jobs.split(',').map(Number);
const here = fileURLToPath(new URL('.', import.meta.url));

if (!existsSync(new URL('node_modules/elkjs', import.meta.url))) {
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  execFileSync('npm', install, { cwd: here, stdio: 'inherit' });
}

const round = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const row = (cells: readonly (string | number)[]): void =>
  console.log(`| ${cells.map((cell) => (typeof cell === 'number' ? round(cell) : cell)).join(' | ')} |`);
const head = (cells: readonly string[]): void => {
  row(cells);
  row(cells.map(() => '---'));
};

console.log('Layout alone\n');
head(['jobs', 'engine', 'ms', 'crossings', 'edges through boxes', 'one more job: ms', 'others moved by (px)']);
for (const size of sizes) {
  for (const { engine, jobs, ms, crossings, through, addMs, moved } of await measureLayouts(size)) {
    row([String(jobs), engine, ms, String(crossings), String(through), addMs, moved]);
  }
}

console.log('\nIn the browser\n');
head([
  'jobs',
  'adapter',
  'data to painted ms',
  'heap MB',
  'a status: main thread ms',
  'zoom: frames over 33 ms',
  'longest ms',
  'one more job: ms',
]);
for (const size of sizes) {
  for (const adapter of values.only.split(',')) {
    const { jobs, paintedMs, heapMB, updateMs, zoom, addMs } = await measurePage(adapter, size);
    row([String(jobs), adapter, paintedMs, heapMB, updateMs, `${zoom.late} of ${zoom.frames}`, zoom.longest, addMs]);
  }
}
