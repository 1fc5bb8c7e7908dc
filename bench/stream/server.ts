import { fork, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';

/** A server under test: where to subscribe and publish, and which processes it is. */
export interface Server {
  name: string;
  subscribe: URL;
  publish: URL;
  /** The body that publishes these payloads. */
  body(payloads: readonly string[]): string;
  /** A request carries a whole burst; otherwise each event is a request. */
  batches: boolean;
  pids(): number[];
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}

/** Starts a program and waits until it listens. */
export async function launch(command: string, args: readonly string[], port: number, env = {}): Promise<ChildProcess> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const deadline = Date.now() + 60_000;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${command} did not start:\n${errors}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Our own Worker in a workerd of its own; `bindings` are what it has besides those of wrangler.toml, such as secrets. */
export async function forkWorker(bindings = {}): Promise<{ child: ChildProcess; origin: string }> {
  const env = { ...process.env, BINDINGS: JSON.stringify(bindings) };
  const child = fork(join(import.meta.dirname, 'servers/worker.mjs'), { silent: true, env });
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
  child.stdout?.resume();
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(message as string)); // see servers/worker.mjs
    child.once('exit', () => reject(new Error(errors)));
  });
  return { child, origin };
}

/** Rows of the Worker's database. */
export function rowsOf<Row>(worker: ChildProcess, sql: string): Promise<Row[]> {
  return new Promise((resolve) => {
    worker.once('message', (rows) => resolve(rows as Row[]));
    worker.send(sql);
  });
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}

/** A process and all that it started. */
export function family(pid: number): number[] {
  const children: number[] = [];
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const list = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
    if (list !== '') children.push(...list.split(' ').map(Number));
  }
  return [pid, ...new Set(children.flatMap(family))];
}

/** Seconds of processor time that processes have used (user and system), from /proc/<pid>/stat at 100 ticks a second. */
export const cpuSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);

/** Seconds of processor time that the machine has used, or its host has kept from it, from /proc/stat at 100 ticks a second. */
export function machineSeconds(): number {
  const [all = ''] = readFileSync('/proc/stat', 'latin1').split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = all
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts + stolen) / 100;
}

/** Resident memory of processes in MB. */
export const residentMb = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return sum + Number(kilobytes) / 1024;
  }, 0);
