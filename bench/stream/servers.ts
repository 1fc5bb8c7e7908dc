import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, family, forkWorker, freePort, launch, type Server } from './server.ts';

const here = import.meta.dirname;
const NCHAN = '/usr/lib/nginx/modules/ngx_nchan_module.so';

const list = (payloads: readonly string[]): string => JSON.stringify(payloads);

async function ours(): Promise<Server> {
  const { child, origin } = await forkWorker();
  const pipeline = `${origin}/api/pipelines/default`;
  return {
    name: 'pipeline-widgets',
    subscribe: new URL(`${pipeline}/stream?logs=0`),
    publish: new URL(`${pipeline}/events`),
    body: (payloads) => JSON.stringify(payloads.map((message) => ({ event: 'log', run: 'bench', message }))),
    batches: true,
    pids: () => family(child.pid ?? NaN).slice(1), // without the program that has started workerd
    stop: () => end(child),
  };
}

async function script(name: string, file: string): Promise<Server> {
  const port = await freePort();
  const child = await launch(process.execPath, [join(here, 'servers', file)], port, { PORT: `${port}` });
  const url = new URL(`http://127.0.0.1:${port}/`);
  return {
    name,
    subscribe: url,
    publish: url,
    body: list,
    batches: true,
    pids: () => family(child.pid ?? NaN),
    stop: () => end(child),
  };
}

/** nchan publishes one message a request; a burst goes over one connection, so that its order is kept. */
async function nchan(): Promise<Server> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'bench-nchan-'));
  const template = await readFile(join(here, 'servers/nchan.conf'), 'utf8');
  const config = join(folder, 'nginx.conf');
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  await writeFile(config, user + template.replaceAll('@FOLDER@', folder).replaceAll('@PORT@', `${port}`));
  const child = await launch('nginx', ['-c', config, '-p', folder, '-e', join(folder, 'error.log')], port);
  return {
    name: 'nchan',
    subscribe: new URL(`http://127.0.0.1:${port}/stream`),
    publish: new URL(`http://127.0.0.1:${port}/publish`),
    body: ([payload = '']) => payload,
    batches: false,
    pids: () => family(child.pid ?? NaN),
    async stop() {
      await end(child);
      await rm(folder, { recursive: true });
    },
  };
}

/** Makes sure that the peers are there, or says how to get them. */
export function preparePeers(): void {
  if (!existsSync(join(here, 'node_modules/better-sse'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: here, stdio: 'inherit' });
  }
  if (existsSync(NCHAN)) return;
  if (process.getuid?.() !== 0) throw new Error('nchan is missing. Run: sudo apt-get install nginx libnginx-mod-nchan');
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'nginx', 'libnginx-mod-nchan'], {
    stdio: 'ignore',
  });
}

export const SERVERS: readonly { name: string; start(): Promise<Server> }[] = [
  { name: 'pipeline-widgets', start: ours },
  { name: 'nchan', start: nchan },
  { name: 'better-sse', start: () => script('better-sse', 'better-sse.mjs') },
  { name: 'node', start: () => script('node', 'node.mjs') },
];
