// Runs before anything is installed, on any Node since 18: built-in modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node of the lock file. The tools need 22 or newer; what is published runs on 20. */
const localNode = fileURLToPath(
  new URL(
    process.platform === 'win32' ? '../node_modules/node/bin/node.exe' : '../node_modules/node/bin/node',
    import.meta.url,
  ),
);

/** @param {string} path */
const packages = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).packages;

/** npm leaves the lock of what it installed inside node_modules; comparing the two needs no stamp of our own. */
function installed() {
  if (!existsSync(localNode) || !existsSync(new URL('../node_modules/.package-lock.json', import.meta.url)))
    return false;
  const wanted = packages('package-lock.json');
  const present = packages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { integrity, optional, os }]) => {
    if (path === '') return true;
    if (!(path in present)) return Boolean(optional || os); // another platform's build
    return present[path].integrity === integrity;
  });
}

/** Installs what the lock file says when node_modules is missing or differs from it. Returns the path of its Node. */
export function ensureInstalled() {
  if (!installed()) {
    console.log('Installing dependencies (npm ci)…');
    // Node and workerd arrive by install scripts, so these must run whatever the person's npm is set to.
    const flags = ['--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status } = spawnSync('npm', ['ci', ...flags], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  return localNode;
}
