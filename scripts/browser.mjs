import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * @typedef {object} Browser
 * @property {string} name
 * @property {string} variable The environment variable that says where it is; it comes first.
 * @property {string[]} places Where distributions and macOS put it.
 * @property {string} debian Debian's package.
 */

/** @param {Browser} browser */
const find = ({ variable, places }) => {
  const told = process.env[variable];
  return (told ? [told] : places).find((path) => existsSync(path));
};

/** @param {string} debian */
const apt = (debian) => ['install', '-y', '--no-install-recommends', debian];

/**
 * Where the browser is. Where there is none, says which line to run: tests are never skipped for want of it.
 *
 * @param {Browser} browser
 */
export function pathOf(browser) {
  const path = find(browser);
  if (path) return path;
  const { name, variable, debian } = browser;
  throw new Error(`No ${name} found. Run: sudo apt-get ${apt(debian).join(' ')}   (or set ${variable})`);
}

/**
 * Installs the browser where it is missing and this is allowed.
 *
 * @param {Browser} browser
 */
export function ensure(browser) {
  const { name, variable, debian } = browser;
  const isOurs = !process.env[variable] && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!find(browser) && isOurs) {
    console.log(`Installing ${name} (apt-get)…`);
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', apt(debian), {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return pathOf(browser);
}
