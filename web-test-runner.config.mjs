import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { chromium } from './scripts/chromium.mjs';
import { firefox } from './scripts/firefox.mjs';
import { tallyReporter } from './scripts/test/reporter.mjs';
import { webkitLauncher } from './scripts/webkit-launcher.mjs';

// BROWSERS=chromium,firefox,webkit runs them all; Chromium alone, for quick rounds, where nothing is said.
const launchers = {
  // One page at a time: a tab in the background gets no animation frames, and tests wait for those.
  chromium: () => chromeLauncher({ launchOptions: chromium(), concurrency: 1 }),
  firefox: () =>
    chromeLauncher({
      // Its type asks for the module, its code for the object that the module exports by default.
      puppeteer: /** @type {typeof import('puppeteer-core')} */ (/** @type {unknown} */ (puppeteer)),
      launchOptions: firefox(),
      concurrency: 1,
    }),
  webkit: webkitLauncher,
};

/** @param {string} name */
function launcher(name) {
  if (!Object.hasOwn(launchers, name)) throw new Error(`BROWSERS: unknown browser "${name}"`);
  return launchers[/** @type {keyof typeof launchers} */ (name)]();
}

export default {
  files: ['components/**/*.test.ts', '!components/**/*.node.test.ts'],
  nodeResolve: { exportConditions: ['development', 'browser'] },
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('components/tsconfig.json', import.meta.url)),
    }),
  ],
  // TALLY names the file in which `npm test` finds the counts.
  reporters: [defaultReporter(), ...(process.env.TALLY ? [tallyReporter(process.env.TALLY)] : [])],
  browsers: (process.env.BROWSERS ?? 'chromium').split(',').map(launcher),
  testsStartTimeout: 30_000,
  testFramework: { config: { timeout: 30_000 } },
  // Development builds of Lit are wanted here for their warnings about updates; the one that announces itself is not.
  filterBrowserLogs: (/** @type {{ args: unknown[] }} */ { args }) =>
    !args.some((text) => typeof text === 'string' && text.includes('Lit is in dev mode')),
};
