import { spawn } from 'node:child_process';
import { endGroup } from '../group.mjs';
import { wranglerEnvironment } from '../wrangler.mjs';

/** A command that hangs is ended after this many ms; the slowest takes a third of it on two slow cores. */
const limit = 600_000;

/** @type {Set<number>} */
const running = new Set();

/**
 * Runs a command in a group of its own, so that nothing it started outlives it, and keeps its output for the case that it
 * fails. VERBOSE=1 shows it as it comes.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<boolean>} whether it succeeded
 */
export function run(name, args, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, {
      env: { ...wranglerEnvironment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.once('error', reject);
    const pid = child.pid;
    if (pid === undefined) return;
    running.add(pid);

    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
        if (process.env.VERBOSE) process.stdout.write(chunk);
        else output += chunk;
      });
    }
    const timer = setTimeout(() => {
      output += `\nEnded after ${limit / 1_000} s.`;
      void endGroup(pid);
    }, limit);
    child.once('exit', (code) => {
      clearTimeout(timer);
      void endGroup(pid).then(() => {
        running.delete(pid);
        if (code !== 0) console.log(`$ ${name} ${args.join(' ')}\n${output}`);
        resolve(code === 0);
      });
    });
  });
}

/** Ends whatever is running. */
export const endAll = () => Promise.all([...running].map(endGroup));
