import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TOPOLOGY, type Topology } from '../../protocol/index.ts';
import { runCli } from '../testing/cli.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cli-map-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const WRANGLER =
  'name = "shop"\nmain = "a.ts"\nkv_namespaces = [{ binding = "KV", id = "1" }]\n[teapot]\n[env.staging]\n';
const COMPOSE = 'services:\n  db: { image: postgres }\n';

describe('map', () => {
  it('prints the map of this project, which is the default', async () => {
    const { code, stdout, stderr } = await runCli(['map', '--overview', 'wrangler.toml', 'demo/infra.json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toEqual(DEFAULT_TOPOLOGY);
  });

  it('makes one map of several files, and lists what is not on it', async () => {
    const files = [file('wrangler.toml', WRANGLER), file('compose.yaml', COMPOSE)];
    const { stdout, stderr } = await runCli(['map', ...files]);
    const { nodes } = JSON.parse(stdout.toString()) as Topology;
    expect(nodes.map(({ name }) => name)).toEqual(['Cloudflare Edge', 'shop', 'KV', 'db']);
    expect(stderr).toBe(`pipeline-widgets: ${files[0]}: teapot is not on the map\n`);
  });

  it('draws an environment', async () => {
    const { stdout } = await runCli(['map', '--env', 'staging', file('wrangler.toml', WRANGLER)]);
    expect((JSON.parse(stdout.toString()) as Topology).nodes.map(({ name }) => name)).toEqual([
      'Cloudflare Edge',
      'shop-staging',
    ]);
  });

  it.each<[what: string, args: () => string[], message: string]>([
    ['no file', () => [], 'no file is named'],
    ['a file that is not there', () => ['nowhere.toml'], 'cannot read nowhere.toml'],
    ['a file with a mistake', () => [file('a.toml', 'x = ')], 'line 1'],
    ['no such environment', () => ['--env', 'moon', file('a.toml', WRANGLER)], "no environment 'moon'"],
    ['no address to save at', () => ['--save', file('a.toml', WRANGLER)], '--src is missing'],
  ])('says what is wrong with %s', async (_what, args, message) => {
    const { code, stderr } = await runCli(['map', ...args()]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('map --save', () => {
  let server: Server;
  let src: string;
  /** What the server answers to each save in turn, and what it was asked. */
  let answers: number[];
  let asked: { headers: Record<string, unknown>; url: string | undefined; body: string }[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      if (request.method === 'GET')
        return void response.end(
          JSON.stringify({ revision: 3 + asked.length, topology: { nodes: [{ id: 'kv', row: 2 }], connections: [] } }),
        );
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        asked.push({ headers: request.headers, url: request.url, body: Buffer.concat(chunks).toString() });
        const status = answers.shift() ?? 500;
        response
          .writeHead(status)
          .end(
            JSON.stringify(status === 200 ? { config: { revision: 9 } } : { detail: 'The token does not allow it.' }),
          );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    src = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/pipelines/shop`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const save = () =>
    runCli([
      'map',
      '--save',
      '--src',
      src,
      '--token',
      'secret',
      file('wrangler.toml', WRANGLER.replace('[teapot]\n', '')),
    ]);

  it('changes the map alone, again where somebody else was faster, and starts no run', async () => {
    answers = [412, 200];
    const { code, stdout, stderr } = await save();
    expect(stderr).toBe(`pipeline-widgets: saved as revision 9 of ${src}\n`);
    expect(code).toBe(0);
    expect(asked.map(({ headers }) => headers['if-match'])).toEqual(['"3"', '"4"']);
    expect(asked[1]).toMatchObject({
      url: '/api/pipelines/shop/config?trigger=false',
      headers: { authorization: 'Bearer secret' },
    });
    const { nodes, connections } = JSON.parse(stdout.toString()) as Topology;
    // A node stays in the row that a person has given it.
    const rows = nodes.map((node) => (node.id === 'kv' ? { ...node, row: 2 } : node));
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ topology: { nodes: rows, connections } });
  });

  it('says why it was not saved', async () => {
    answers = [403];
    const { code, stderr } = await save();
    expect(stderr).toContain('not saved: the server refused it (403: The token does not allow it.)');
    expect(code).toBe(1);
  });
});
