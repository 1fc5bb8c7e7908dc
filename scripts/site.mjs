import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { scriptFile, scriptParts } from './entries.mjs';

/** What the page and the script file are made from. */
const inputs = ['components', 'demo', 'protocol', 'scripts', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** The hash of the inputs of the last build; not in public/, where it would be served. */
const stamp = '.wrangler/site-inputs';

/** @param {string} path */
async function files(path) {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Names and contents, because a checkout or a deleted file need not change any time stamp for the better. */
async function fingerprint() {
  const hash = createHash('sha256').update(`${process.env.VITE_PIPELINE_SRC ?? ''}\0`); // demo/source.ts
  for (const file of (await Promise.all(inputs.map(files))).flat().sort()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** The hashes that a page puts into `integrity`, or into its import map, to accept these very files and no others. */
async function writeIntegrity() {
  const parts = (await files(`dist/${scriptParts}`)).filter((file) => file.endsWith('.js')).sort();
  const hashes = [`dist/${scriptFile}`, ...parts].map(async (file) => {
    const hash = createHash('sha384').update(await readFile(file));
    return [file.replace('dist/', ''), `sha384-${hash.digest('base64')}`];
  });
  await writeFile('dist/sri.json', `${JSON.stringify(Object.fromEntries(await Promise.all(hashes)), null, 2)}\n`);
}

/** Builds the demo page and the script file into dist-demo/, for Pages, and the same into public/, for the Worker. */
export async function buildSite() {
  const inputs = await fingerprint();
  await rm(stamp, { force: true }); // a build that fails half-way is no build
  process.env.NODE_ENV = 'production'; // whatever the caller's is: a test runner's would bring Lit's development build

  await rm(`dist/${scriptParts}`, { recursive: true, force: true });
  await build({ mode: 'cdn', logLevel: 'warn' });
  await writeIntegrity();
  await build({ mode: 'demo', logLevel: 'warn' });
  for (const name of [scriptFile, `${scriptFile}.map`, scriptParts, 'pipeline-widgets.licenses.md']) {
    await cp(`dist/${name}`, `dist-demo/${name}`, { recursive: true });
  }

  for (const name of await readdir('public')) {
    if (name !== '.gitkeep') await rm(`public/${name}`, { recursive: true });
  }
  await cp('dist-demo', 'public', { recursive: true });

  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, inputs);
}

/** The same, unless what is there was built from what is here. */
export async function ensureSite() {
  const built = existsSync(stamp) && existsSync('public/index.html') && (await readFile(stamp, 'utf8'));
  if (built !== (await fingerprint())) await buildSite();
}
