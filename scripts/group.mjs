import { setTimeout as delay } from 'node:timers/promises';

/** How long a process group may take to end by itself, in ms. */
const patience = 5_000;

/**
 * Ends a process group: wrangler starts workerd and esbuild, and neither notices when wrangler is gone.
 *
 * @param {number} leader the pid of a process that was started with `detached`
 */
export async function endGroup(leader) {
  /** @param {NodeJS.Signals | 0} name */
  const signal = (name) => {
    try {
      return process.kill(-leader, name);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') return false; // nobody is left
      throw error;
    }
  };
  signal('SIGTERM');
  const deadline = Date.now() + patience;
  while (signal(0) && Date.now() < deadline) await delay(20);
  signal('SIGKILL');
}
