// npm run bench:map [-- --nodes 1000] [--only ours,react-flow]: the map beside its peers, in one run.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withPage } from './browser.ts';

const ADAPTERS = ['ours', 'react-flow', 'g6', 'cytoscape'];

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1000' },
    only: { type: 'string', default: ADAPTERS.join() },
    parts: { type: 'string', default: 'draw,flow' },
  },
});
const adapters = values.only.split(',');
const parts = new Set(values.parts.split(','));

const peers = new URL('../graphs/', import.meta.url);
if (!existsSync(new URL('node_modules/@xyflow/react', peers))) {
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  execFileSync('npm', install, { cwd: fileURLToPath(peers), stdio: 'inherit' });
}

interface Frames {
  readonly frames: number;
  /** Longer than two frames of a 60 Hz screen. */
  readonly late: number;
  readonly longest: number;
}

const FRAMES = 60;
/** Nodes with 100 connections between them. */
const FLOWING = 67;
const SECONDS = 5;

const round = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const row = (...cells: readonly (string | number)[]): void =>
  console.log(`| ${cells.map((cell) => (typeof cell === 'number' ? round(cell) : cell)).join(' | ')} |`);
const head = (...cells: readonly string[]): void => {
  row(...cells);
  row(...cells.map(() => '---'));
};
const late = ({ frames, late, longest }: Frames): string => `${late} of ${frames}, longest ${round(longest)}`;

if (parts.has('draw')) {
  head(
    'nodes',
    'adapter',
    'data to painted ms',
    'zoom: frames over 33 ms',
    'pan',
    'one more node: ms',
    'others moved by',
  );
  for (const adapter of adapters) {
    await withPage(adapter, async ({ run }) => {
      const painted = await run<number>(`show(${values.nodes})`);
      await run('idle(30)');
      const zoom = await run<Frames>(`zoom(${FRAMES})`);
      const pan = await run<Frames>(`pan(${FRAMES})`);
      const { ms, moved } = await run<{ ms: number; moved: number }>('add()');
      row(values.nodes, adapter, painted, late(zoom), late(pan), ms, moved);
    });
  }
  console.log();
}

if (parts.has('flow')) {
  head('adapter', 'processor time at rest: ms a second', 'while 100 connections flow');
  for (const adapter of adapters) {
    await withPage(adapter, async ({ run, busy }) => {
      await run(`show(${FLOWING})`);
      await run('idle(30)');
      const rest = await busy(SECONDS);
      await run('flow()');
      await run('idle(30)');
      row(adapter, rest, await busy(SECONDS));
    });
  }
}
