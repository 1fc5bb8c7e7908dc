// npm run build: everything that is published or deployed.
import { spawnSync } from 'node:child_process';
import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { buildSite } from './site.mjs';

/** @param {string[]} command */
function run(...command) {
  const [name = '', ...args] = command;
  const { status } = spawnSync(name, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1); // it has said why
}

/** tsc leaves `.ts` in the import paths of declarations; the package holds `.js` and `.d.ts` files. */
async function declarations() {
  run('tsc', '-p', 'tsconfig.build.json');
  for (const entry of await readdir('dist/types', { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/((?:from|import|module)\s*\(?\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
}

await rm('dist', { recursive: true, force: true });
await declarations();
await build({ mode: 'lib', logLevel: 'warn' });
await build({ mode: 'cli', logLevel: 'warn' });
await chmod('dist/cli.js', 0o755);
await buildSite();
run('node', 'scripts/analyze.mjs');
