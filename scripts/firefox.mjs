import { ensure, pathOf } from './browser.mjs';

/** @type {import('./browser.mjs').Browser} */
const browser = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  debian: 'firefox-esr',
};

/** Launch options for puppeteer-core and for the browser test runner. */
export const firefox = () => ({
  browser: /** @type {const} */ ('firefox'),
  executablePath: pathOf(browser),
  // As on a phone: on a desktop without a touch screen there are no touch events.
  extraPrefsFirefox: { 'dom.w3c_touch_events.enabled': 1 },
});

/** Installs Firefox where this is allowed. */
export const ensureFirefox = () => ensure(browser);
