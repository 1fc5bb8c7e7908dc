// npm run deploy            the Worker with its page, then the database's migrations
// npm run deploy:pages      the demo page alone, to the Cloudflare Pages project PAGES_PROJECT (pipeline-widgets), showing the
//                           pipeline VITE_PIPELINE_SRC of a Worker elsewhere
// With `-- --dry-run` everything but the upload, without an account or a network.
import { spawnSync } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureSite } from './site.mjs';

const project = process.env.PAGES_PROJECT ?? 'pipeline-widgets';

/** Limits of Cloudflare Pages: files in a deployment, bytes in a file, characters in a line of `_headers`. */
const limits = { files: 20_000, size: 25 * 1024 * 1024, line: 2_000 };

/** @param {string[]} args */
function wrangler(...args) {
  console.log(`$ wrangler ${args.join(' ')}`);
  const { status } = spawnSync('wrangler', args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** `wrangler pages deploy` has no dry run: these are the things for which it would refuse the folder. */
async function checkPages() {
  const entries = await readdir('dist-demo', { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })));
  const headers = await readFile('dist-demo/_headers', 'utf8');
  const problems = [
    files.includes('dist-demo/index.html') ? [] : ['There is no index.html.'],
    files.length > limits.files ? [`${files.length} files are too many.`] : [],
    sizes.filter(({ size }) => size > limits.size).map(({ file }) => `${file} is too large.`),
    headers
      .split('\n')
      .filter((line) => line.length > limits.line)
      .map((line) => `A header is too long: ${line.slice(0, 40)}…`),
  ].flat();
  console.log(problems.join('\n') || `dist-demo: ${files.length} files, ready for Pages project ${project}.`);
  if (problems.length > 0) process.exit(1);
}

const [target, ...flags] = process.argv.slice(2);
const dryRun = flags.includes('--dry-run');

if (target === 'pages' && !dryRun && !process.env.VITE_PIPELINE_SRC) {
  console.error('Pages has no Worker beside it. Set VITE_PIPELINE_SRC to the URL of the pipeline to show.');
  process.exit(1);
}

await ensureSite();
if (target === 'worker') {
  wrangler('deploy', ...(dryRun ? ['--dry-run', '--outdir', '.wrangler/dry-run'] : []));
  // After the Worker, whose first deployment makes the database. Until then the archive's writes fail and are repeated.
  if (!dryRun) wrangler('d1', 'migrations', 'apply', 'DB', '--remote');
} else if (target === 'pages') {
  await checkPages();
  if (!dryRun) wrangler('pages', 'deploy', 'dist-demo', '--project-name', project);
} else {
  console.error('Deploy what? `worker` or `pages`.');
  process.exit(1);
}
