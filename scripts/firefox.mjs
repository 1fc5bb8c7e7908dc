import { ensure, pathOf } from './browser.mjs';

/** @type {import('./browser.mjs').Browser} */
const browser = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  debian: 'firefox-esr',
};

/** Launch options for puppeteer-core and for the browser test runner. */
export const firefox = () => ({ browser: /** @type {const} */ ('firefox'), executablePath: pathOf(browser) });

/** Installs Firefox where this is allowed. */
export const ensureFirefox = () => ensure(browser);
