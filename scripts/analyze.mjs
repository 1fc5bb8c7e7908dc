// npm run analyze [-- --check]: writes custom-elements.json, which is checked in, from the elements' sources and comments,
// and into dist/ what is derived from it, JSX types and VS Code's completion. --check only tells whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises';
// @ts-expect-error it has no types
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { generateJsxTypes } from '@wc-toolkit/jsx-types';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';

const file = 'custom-elements.json';
const check = process.argv.includes('--check');

const manifest = await cli({ argv: ['analyze', '--config', 'cem.config.mjs'], noWrite: true });
/** @typedef {{ path: string }} Module */
// By path: the analyzer's order is that of the file system.
manifest.modules.sort((/** @type {Module} */ a, /** @type {Module} */ b) => (a.path < b.path ? -1 : 1));
const text = `${JSON.stringify(manifest, null, 2)}\n`;

if (check) {
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present !== text) {
    console.error(`${file} is not what the sources say. Run \`npm run analyze\` and commit it.`);
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);

  generateJsxTypes(manifest, {
    outdir: 'dist/types',
    fileName: 'jsx.d.ts',
    componentTypePath: (_name, tag) => `./components/${tag}/index.js`,
  });
  // The generator names the classes of events but does not import them.
  const jsx = await readFile('dist/types/jsx.d.ts', 'utf8');
  const events = [...new Set(jsx.match(/\bPw\w+Event\b/g))].sort().join(', ');
  await writeFile('dist/types/jsx.d.ts', `import type { ${events} } from './components/index.js';\n${jsx}`);

  generateVsCodeCustomElementData(manifest, {
    outdir: 'dist',
    htmlFileName: 'vscode.html-custom-data.json',
    cssFileName: 'vscode.css-custom-data.json',
  });
}
