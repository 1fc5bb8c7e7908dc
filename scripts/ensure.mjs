// Runs before anything is installed, on any Node since 18: built-in modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node of the lock file. The tools need 22 or newer; what is published runs on 20. */
const localNode = join(root, 'node_modules/node/bin/node');

/** @typedef {{ integrity?: string, optional?: boolean, os?: string[] }} Package */

/**
 * @param {string} lock
 * @returns {Record<string, Package>}
 */
const packages = (lock) => JSON.parse(readFileSync(join(root, lock), 'utf8')).packages;

/** npm leaves the lock of what it installed inside node_modules; comparing the two needs no stamp of our own. */
function isInstalled() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(localNode) || !existsSync(join(root, record))) return false;
  const present = packages(record);
  return Object.entries(packages('package-lock.json')).every(([path, { integrity, optional, os }]) => {
    const found = present[path];
    // The first entry is this package itself; what is not there may be another platform's build.
    return path === '' || (found ? found.integrity === integrity : Boolean(optional || os));
  });
}

/** Installs what the lock file says when node_modules is missing or differs from it. Returns the path of its Node. */
export function ensureInstalled() {
  if (!isInstalled()) {
    console.log('Installing dependencies (npm ci)…');
    // Node and workerd arrive by install scripts, so these must run whatever the person's npm is set to.
    const flags = ['--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status } = spawnSync('npm', ['ci', ...flags], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
  return localNode;
}
