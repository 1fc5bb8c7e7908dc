import { ensure, pathOf } from './browser.mjs';

/** @type {import('./browser.mjs').Browser} */
const browser = {
  name: 'Chromium',
  variable: 'CHROME_PATH',
  places: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  debian: 'chromium',
};

/** Launch options for puppeteer-core and for the browser test runner. */
export const chromium = () => ({
  executablePath: pathOf(browser),
  args: [
    // Chromium refuses to sandbox itself as root, and containers give /dev/shm 64 MB.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-dev-shm-usage',
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
  ],
});

/** The same, where Chromium is installed first if this is allowed. */
export function ensureChromium() {
  ensure(browser);
  return chromium();
}
