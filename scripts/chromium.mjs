import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where distributions and macOS put it. CHROME_PATH comes first. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const apt = ['install', '-y', '--no-install-recommends', 'chromium'];

const find = () => (process.env.CHROME_PATH ? [process.env.CHROME_PATH] : places).find((path) => existsSync(path));

/** Launch options for puppeteer-core and for the browser test runner. */
export function chromium() {
  const executablePath = find();
  if (!executablePath) throw new Error(`No Chromium found. Run: sudo apt-get ${apt.join(' ')}   (or set CHROME_PATH)`);
  return {
    executablePath,
    args: [
      // Chromium refuses to sandbox itself as root, and containers give /dev/shm 64 MB.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  };
}

/** Installs Chromium where this is allowed; elsewhere says which line to run. Tests are never skipped for want of it. */
export function ensureChromium() {
  if (!find() && !process.env.CHROME_PATH && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium (apt-get)…');
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', apt, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  return chromium();
}
