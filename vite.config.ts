import { globSync } from 'node:fs';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { entries, scriptFile, scriptParts } from './scripts/entries.mjs';
import { headers } from './scripts/headers.mjs';
import { minifyAgain } from './scripts/minify-again.mjs';
import { minifyTemplates, shortenPrivateNames } from './scripts/minify-templates.mjs';

const target = 'es2022';

/** The demo's build carries its own response headers, which the Worker's assets and Pages both read. */
const headersFile: Plugin = {
  name: 'headers-file',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: '_headers', source: headers });
  },
};

/** An entry per public name and element, what they share in chunks; the page's bundler brings lit and d3 once for all. */
const lib: UserConfig = {
  publicDir: false,
  build: {
    target,
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    license: { fileName: 'licenses.md' },
    lib: { entry: entries, formats: ['es'] },
    rolldownOptions: {
      external: /^(lit|@lit\/context|d3)(\/|$)/,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

/**
 * gzip looks back 32 kB: with all styles side by side, those that all elements share before their own, and then all drawings,
 * the script file is 1.5 % smaller than with each beside its element.
 */
const alikeFirst: Plugin = {
  name: 'alike-first',
  transform: {
    filter: { id: /\/components\/cdn\.ts$/ },
    handler(code) {
      const all = (files: string): string[] =>
        globSync(`{*,log-viewer/panel,infra-map/drawing}/${files}`, { cwd: 'components' }).sort();
      const files = ['shared/styles.ts', ...all('*.styles.ts'), ...all('*icons.ts')];
      return { code: files.map((file) => `import './${file}';`).join(' ') + code, map: null };
    },
  },
};

/** What the compiler calls for decorators, without what it has for others than ours: one at a time, of properties. */
const shortDecorate: Plugin = {
  name: 'short-decorate',
  transform: {
    filter: { id: /\/helpers\/esm\/decorate\.js$/ },
    handler: () => ({ code: 'export default ([decorate], prototype, name) => decorate(prototype, name);', map: null }),
  },
};

/**
 * The file for a script tag: every element, with all that a page needs to show a pipeline. What a person has to open first
 * (`components/shared/part.ts`) lies in files beside it.
 */
const cdn: UserConfig = {
  publicDir: false,
  plugins: [alikeFirst, shortDecorate, minifyTemplates(), shortenPrivateNames('components'), minifyAgain(scriptFile)],
  build: {
    target,
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    license: { fileName: 'pipeline-widgets.licenses.md' },
    lib: { entry: 'components/cdn.ts', formats: ['es'], fileName: () => scriptFile },
    rolldownOptions: {
      // What a part shares with the file it imports from the file, whose group takes all that it needs itself; else that
      // would be moved to a third one, which both fetch.
      preserveEntrySignatures: 'allow-extension',
      // minifyAgain is slow, and known to be; and the eager.ts of an element imports what others fetch, to have it inside.
      checks: { pluginTimings: false, ineffectiveDynamicImport: false },
      output: {
        codeSplitting: { groups: [{ name: scriptParts, tags: ['$initial'] }] },
        chunkFileNames: `${scriptParts}/[name]-[hash].js`,
        // In library mode vite leaves the white space of ES modules alone, so that bundlers still see its comments.
        minify: true,
        generatedCode: { symbols: false },
        comments: { annotation: false },
      },
    },
  },
};

/** The reporter, one file without dependencies. */
const cli: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: false,
    license: { fileName: 'cli.licenses.md' },
    ssr: 'cli/main.ts',
    rolldownOptions: { output: { entryFileNames: 'cli.js', codeSplitting: false } },
  },
};

const demo: UserConfig = {
  root: 'demo',
  // The page imports the package by its public names; demo/tsconfig.json says which sources these are.
  resolve: { tsconfigPaths: true },
  plugins: [minifyTemplates(), headersFile],
  build: { target, outDir: '../dist-demo', emptyOutDir: true, modulePreload: { polyfill: false } },
};

const modes: Record<string, UserConfig> = { lib, cdn, cli };

// `vite build --mode lib`; every other mode, and the dev server, is about the demo page.
export default defineConfig(({ mode }) => modes[mode] ?? demo);
