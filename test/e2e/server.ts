import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/ensure.mjs';

/** A server as `npm start` runs it, with storage of its own. */
export interface Server {
  url: string;
  /** The default pipeline's URL. */
  pipeline: string;
  output(): string;
  /** Kills workerd as the kernel's out-of-memory killer would: no signal handler runs, nothing is flushed. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(environment: Record<string, string> = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'pipeline-widgets-e2e-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, PORT: `${port}`, PERSIST_TO: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://localhost:${port}`;

  await until(
    () => output.includes('Ctrl-C'),
    'npm start to print its address',
    90_000,
    () => {
      if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}:\n${output}`);
    },
  );

  return {
    url,
    pipeline: `${url}/api/pipelines/default`,
    output: () => output,
    async kill() {
      const victims = descendants(child).filter(({ command }) => command.includes('workerd'));
      if (victims.length === 0) throw new Error('no workerd to kill');
      for (const { pid } of victims) process.kill(pid, 'SIGKILL');
      await until(() => victims.every(({ pid }) => !processes().some((other) => other.pid === pid)), 'workerd to die');
      await until(() => healthy(url), 'the server to come back', 60_000);
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const healthy = (url: string): Promise<boolean> =>
  fetch(`${url}/api/health`, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false,
  );

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** The running processes; those that are dead and not yet reaped do not count. */
export function processes(): Process[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,comm='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
      if (!match || match[3]?.startsWith('Z')) return [];
      return [{ pid: Number(match[1]), parent: Number(match[2]), command: match[4] ?? '' }];
    });
}

export function descendants(child: ChildProcess): Process[] {
  const all = processes();
  const found: Process[] = [];
  let parents = [child.pid];
  while (parents.length > 0) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map(({ pid }) => pid);
  }
  return found;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}

/** Waits for a condition, not for a time. `check` may throw to give up early. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limit = 20_000,
  check?: () => void,
): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await condition())) {
    check?.();
    if (Date.now() > deadline) throw new Error(`waited ${limit} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
