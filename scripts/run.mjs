// node scripts/run.mjs <script> [arguments]: installs when needed, then runs the script with the Node of the lock file.
// One process does both because a shell caches the first `node` it finds: in `node a && node b` both are the system's.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';
import { whenOrphaned } from './parent.mjs';

const node = ensureInstalled();
const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
const child = spawn(node, process.argv.slice(2), { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } });

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal));
whenOrphaned(() => child.kill('SIGTERM'));

child.on('error', (error) => {
  console.error(`Cannot run ${node}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
