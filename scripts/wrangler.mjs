import { spawn } from 'node:child_process';

/** Offline, wrangler would wait for the location that requests come from, and for its usage report. */
export const wranglerEnvironment = {
  ...process.env,
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
};

/**
 * Runs one wrangler command to its end and shows its output only when it failed.
 *
 * @param {string[]} args
 * @returns {Promise<void>}
 */
export function wrangler(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn('wrangler', args, { env: wranglerEnvironment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${output}\nwrangler ${args.join(' ')} ended with code ${code}.`));
    });
  });
}
