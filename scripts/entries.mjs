import { readFileSync } from 'node:fs';

/** @typedef {{ types: string, default?: string }} Target */

/** @type {{ exports: Record<string, string | Target>, dependencies: Record<string, string> }} */
export const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The file for a script tag: every element, registered. */
export const scriptFile = 'pipeline-widgets.js';

/** The folder beside it, with what it fetches when it is first needed. */
export const scriptParts = 'pipeline-widgets';

/**
 * What the library build makes, read from the one place that must be right for whoever installs the package: `exports` names
 * the built file, and its declaration names the source.
 *
 * @type {Record<string, string>} built file without `.js` -> source
 */
export const entries = Object.fromEntries(
  Object.entries(manifest.exports).flatMap(([name, target]) => {
    if (typeof target === 'string' || !target.default || name === `./${scriptFile}`) return [];
    const built = target.default.replace(/^\.\/dist\/|\.js$/g, '');
    return [[built, target.types.replace('./dist/types/', '').replace(/\.d\.ts$/, '.ts')]];
  }),
);
