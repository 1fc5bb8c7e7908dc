import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { endGroup } from './group.mjs';
import { atEnd, end } from './lifetime.mjs';
import { secretsFile } from './secrets.mjs';
import { wrangler, wranglerEnvironment } from './wrangler.mjs';

const leash = fileURLToPath(new URL('leash.mjs', import.meta.url));

/** How long the Worker may take to build and answer for the first time, and a restarted one to answer again. In ms. */
const startLimit = 60_000;
const restartLimit = 3_000;

/**
 * Serves the Worker from workerd with local storage as long as this program lives: applies the migrations, waits until it
 * answers, starts it again when it was killed. PERSIST_TO names the folder of the storage.
 *
 * @param {number} port
 * @returns the address
 */
export async function startWorker(port) {
  const persistTo = resolve(process.env.PERSIST_TO ?? '.wrangler/state');
  await wrangler('d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', persistTo);

  // A file, because everyone who can list processes can read their arguments.
  const secrets = join(persistTo, 'secrets.env');
  await writeFile(secrets, secretsFile(process.env), { mode: 0o600 });
  atEnd(() => rm(secrets));

  const args = ['dev', '--ip', '127.0.0.1', '--port', `${port}`, '--inspector-port', '0', '--persist-to', persistTo];
  args.push('--show-interactive-dev-session=false');
  const devVars = existsSync('.dev.vars') ? parseEnv(await readFile('.dev.vars', 'utf8')) : undefined;
  if (devVars) args.push('--env-file', '.dev.vars');
  args.push('--env-file', secrets);
  // What is open on this machine; it would win over .dev.vars, so it is taken from there.
  args.push('--var', `OPEN_PIPELINES:${process.env.OPEN_PIPELINES ?? devVars?.OPEN_PIPELINES ?? 'default'}`);

  const url = `http://127.0.0.1:${port}`;
  let ready = false;

  function launch() {
    const child = spawn('wrangler', args, {
      env: wranglerEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own
    });
    const pid = /** @type {number} */ (child.pid); // run.mjs puts node_modules/.bin on the PATH, so there is a wrangler
    spawn(process.execPath, [leash, `${pid}`], { stdio: ['pipe', 'ignore', 'inherit'] });
    const server = { pid, expectedToEnd: false };

    createInterface({ input: child.stderr }).on('line', (line) => console.error(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('crashed unexpectedly')) void revive(server);
      // Until the Worker answers: a table of bindings. After that, also our own questions.
      if (ready && !line.includes('/api/health')) console.log(line);
    });
    child.once('exit', (code, signal) => {
      if (!server.expectedToEnd) void end(1, `wrangler dev ended (${signal ?? code}).`);
    });
    return server;
  }

  /** @param {ReturnType<typeof launch>} server */
  async function close(server) {
    server.expectedToEnd = true;
    await endGroup(server.pid);
  }

  /**
   * wrangler runs two workerds and starts a killed one again: the one with our code comes back well, the one that listens
   * on the port comes back and never answers. Storage is on disk, so a new start loses nothing.
   *
   * @param {ReturnType<typeof launch>} server
   */
  async function revive(server) {
    if ((await healthy(restartLimit)) || server.expectedToEnd) return;
    await close(server);
    if (!stopped) current = launch();
  }

  /** @param {number} limit */
  const healthy = (limit) =>
    fetch(`${url}/api/health`, { signal: AbortSignal.timeout(limit) }).then(
      (response) => response.ok,
      () => false,
    );

  let stopped = false;
  let current = launch();
  atEnd(() => {
    stopped = true;
    return close(current);
  });

  const deadline = Date.now() + startLimit;
  while (!(await healthy(1_000))) {
    if (Date.now() > deadline) throw new Error(`The Worker did not answer /api/health within ${startLimit / 1_000} s.`);
    await delay(100);
  }
  ready = true;
  return url;
}
