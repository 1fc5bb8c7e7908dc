import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../config.schema.ts';
import { DEFAULT_CONFIG, DEFAULT_TOPOLOGY } from '../defaults.ts';
import type { Topology } from '../topology.ts';
import { InfraError, keepRows, mapOf, type InfraFile, type MapOptions } from './index.ts';

const readYaml = (text: string): unknown => parse(text);
const draw = (files: Readonly<Record<string, string>>, options: Partial<MapOptions> = {}) =>
  mapOf(
    Object.entries(files).map(([name, text]): InfraFile => ({ name, text })),
    { readYaml, ...options },
  );

/** `worker → kv (CONFIG)`, by names. */
const linesOf = ({ nodes, connections }: Topology): string[] => {
  const name = (id: string) => nodes.find((node) => node.id === id)?.name;
  return connections.map(({ from, to, label }) => `${name(from)} → ${name(to)}${label ? ` (${label})` : ''}`);
};
const nodesOf = ({ nodes }: Topology): string[] => nodes.map(({ id, kind, name }) => `${id}: ${kind} ${name}`);

const SHOP = `
name = "shop"
main = "src/index.ts"
routes = [{ pattern = "shop.example.com", custom_domain = true }, "shop.example.com/api/*"]
kv_namespaces = [{ binding = "SESSIONS", id = "abc" }]
d1_databases = [{ binding = "DB", database_name = "orders", database_id = "1" }]
r2_buckets = [{ binding = "IMAGES", bucket_name = "images" }]
services = [{ binding = "AUTH", service = "auth" }]
[assets]
directory = "public"
[ai]
binding = "AI"
[triggers]
crons = ["0 3 * * *"]
[[durable_objects.bindings]]
name = "CARTS"
class_name = "Cart"
[[queues.producers]]
binding = "MAILS"
queue = "mails"
[[queues.consumers]]
queue = "returns"
dead_letter_queue = "lost"
[[workflows]]
name = "fulfil"
binding = "FULFIL"
class_name = "Fulfil"
[[containers]]
class_name = "Cart"
image = "./Dockerfile"
[env.staging]
kv_namespaces = [{ binding = "SESSIONS", id = "def" }]
[teapot]
kind = "short and stout"
`;

const AUTH = `{
  // Signs people in.
  "name": "auth", "main": "src/auth.ts", "workers_dev": false,
  "kv_namespaces": [{ "binding": "SHARED", "id": "abc" }, { "id": "nameless" }],
  "queues": { "consumers": [{ "queue": "mails" }] },
}`;

describe('a config of wrangler', () => {
  it('becomes the Worker with all that it is connected with', () => {
    const { topology, unknown, environments } = draw({ 'wrangler.toml': SHOP });
    expect(nodesOf(topology)).toEqual([
      'cron: cron 0 3 * * *',
      'edge: edge Cloudflare Edge',
      'pages: pages shop assets',
      'worker: worker shop',
      'durable: durable-object Cart',
      'workflow: workflow fulfil',
      'container: container ./Dockerfile',
      'ai: ai Workers AI',
      'worker-auth: worker auth',
      'queue: queue mails',
      'queue-returns: queue returns',
      'queue-lost: queue lost',
      'kv: kv SESSIONS',
      'd1: d1 orders',
      'r2: r2 images',
    ]);
    expect(linesOf(topology)).toEqual([
      '0 3 * * * → shop (starts)',
      'Cloudflare Edge → shop assets (page)',
      'Cloudflare Edge → shop (shop.example.com, shop.example.com/api/*)',
      'shop → Cart',
      'shop → fulfil (starts)',
      'shop → Workers AI',
      'shop → auth (calls)',
      'shop → mails (MAILS)',
      'shop → SESSIONS (SESSIONS)',
      'shop → orders (DB)',
      'shop → images (IMAGES)',
      'Cart → ./Dockerfile (runs)',
      'returns → shop (delivers)',
      'returns → lost (unread)',
    ]);
    expect(topology.nodes.find(({ id }) => id === 'worker')?.url).toBe('https://shop.example.com/');
    expect(unknown).toEqual([{ file: 'wrangler.toml', path: 'teapot' }]);
    expect(environments).toEqual(['staging']);
  });

  it('makes one map with others, in which what they share is there once', () => {
    const { topology, unknown } = draw({ 'wrangler.toml': SHOP, 'auth/wrangler.jsonc': AUTH });
    expect(topology.nodes.filter(({ kind }) => kind === 'worker').map(({ name }) => name)).toEqual(['shop', 'auth']);
    const lines = linesOf(topology);
    expect(lines).toEqual(expect.arrayContaining(['shop → SESSIONS (SESSIONS)', 'auth → SESSIONS (SHARED)']));
    expect(lines).toContain('mails → auth (delivers)');
    expect(lines.filter((line) => line.startsWith('Cloudflare Edge → auth'))).toEqual([]);
    expect(unknown).toContainEqual({ file: 'auth/wrangler.jsonc', path: 'kv_namespaces.1' });
  });

  it('can be drawn as one of its environments, which has bindings of its own only', () => {
    const { topology } = draw({ 'wrangler.toml': SHOP }, { environment: 'staging' });
    expect(topology.nodes.map(({ name }) => name)).toEqual([
      '0 3 * * *',
      'Cloudflare Edge',
      'shop-staging assets',
      'shop-staging',
      'SESSIONS',
    ]);
    expect(() => draw({ 'wrangler.toml': SHOP }, { environment: 'moon' })).toThrow(
      "there is no environment 'moon'; there are: staging",
    );
  });

  it('may be a Pages project, or nothing but assets', () => {
    const pages = 'name = "site"\npages_build_output_dir = "dist"\nkv_namespaces = [{ binding = "KV", id = "1" }]';
    expect(linesOf(draw({ 'wrangler.toml': pages }).topology)).toEqual(['Cloudflare Edge → site', 'site → KV (KV)']);
    const assets = 'name = "site"\n[assets]\ndirectory = "dist"';
    expect(nodesOf(draw({ 'wrangler.toml': assets }).topology)).toEqual([
      'edge: edge Cloudflare Edge',
      'pages: pages site',
    ]);
  });

  it('keeps the ids of what was there when more is added behind', () => {
    const before = draw({ 'wrangler.toml': SHOP }).topology.nodes.map(({ id }) => id);
    const more = SHOP.replace('id = "abc" }', 'id = "abc" }, { binding = "FLAGS", id = "xyz" }');
    const after = draw({ 'wrangler.toml': more }).topology.nodes.map(({ id }) => id);
    expect(after.filter((id) => id !== 'kv-flags')).toEqual(before);
  });

  it('of this project gives the default map', () => {
    const files = { 'wrangler.toml': readFileSync('wrangler.toml', 'utf8') };
    const known = { 'infra.json': readFileSync('demo/infra.json', 'utf8') };
    const { topology, unknown } = draw({ ...files, ...known }, { overview: true });
    expect(topology).toEqual(DEFAULT_TOPOLOGY);
    expect(unknown).toEqual([]);
    // Alone it gives all nodes but that of GitHub, of which it knows nothing.
    expect(draw(files, { overview: true }).topology.nodes).toEqual(DEFAULT_TOPOLOGY.nodes.slice(1));
  });
});

describe('a compose file', () => {
  const COMPOSE = `
services:
  web:
    image: nginx:1
    ports: ["127.0.0.1:8080:80", { target: 443, published: 8443 }]
    depends_on: [app]
  app:
    build: .
    depends_on: { db: { condition: service_healthy }, cache: {} , ghost: {} }
    links: ["cache:redis"]
    volumes: ["./src:/app", "uploads:/data", { type: volume, source: logs, target: /logs }]
  db: { image: "registry:5000/team/postgres:16@sha256:1", volumes: ["data:/var/lib"] }
  cache: { image: redis, deploy: { replicas: 3 } }
  broken: 7
  child: { extends: { file: other.yaml, service: base } }
volumes: { data: {}, uploads: {}, logs: {} }
include: [other.yaml]
x-note: hello
`;

  it('becomes its services, what they need and where they keep things', () => {
    const { topology, unknown } = draw({ 'compose.yaml': COMPOSE });
    expect(nodesOf(topology)).toEqual([
      'edge: edge Network',
      'proxy: proxy web',
      'container: container app',
      'container-child: container child',
      'database: database db',
      'cache: cache cache',
      'volume: volume uploads',
      'volume-logs: volume logs',
      'volume-data: volume data',
    ]);
    expect(linesOf(topology)).toEqual([
      'Network → web (8080, 8443)',
      'web → app',
      'app → db (healthy)',
      'app → cache',
      'app → uploads',
      'app → logs',
      'db → data',
    ]);
    expect(topology.nodes.flatMap(({ id, instances }) => (instances ? [[id, instances]] : []))).toEqual([['cache', 3]]);
    expect(unknown.map(({ path }) => path)).toEqual([
      'services.app: ghost',
      'services.broken',
      'services.child.extends',
      'include',
    ]);
  });
});

describe('a topology as JSON', () => {
  it('is what it is, and says more of what other files draw', () => {
    const plain = JSON.stringify({
      nodes: [{ id: 'kv', name: 'Sessions' }, { id: 'bank', kind: 'bank', group: 'Others' }, { name: 'without an id' }],
      connections: [
        { id: 'worker-bank', from: 'worker', to: 'bank', label: 'pays' },
        { id: 'lost', from: 'worker', to: 'nowhere' },
      ],
    });
    const { topology, unknown } = draw({ 'more.json': plain, 'wrangler.toml': SHOP });
    expect(topology.nodes.find(({ id }) => id === 'kv')).toEqual({
      id: 'kv',
      name: 'Sessions',
      kind: 'kv',
      group: 'Storage',
    });
    expect(topology.nodes.at(-1)).toEqual({ id: 'bank', name: 'bank', kind: 'bank', group: 'Others' });
    expect(linesOf(topology)).toContain('shop → bank (pays)');
    expect(unknown.filter(({ file }) => file === 'more.json').map(({ path }) => path)).toEqual([
      'nodes.2',
      'connections lost',
    ]);
  });

  it('may stand in the config of a pipeline', () => {
    expect(draw({ 'config.json': JSON.stringify(DEFAULT_CONFIG) }).topology).toEqual(DEFAULT_TOPOLOGY);
  });
});

it('keeps the rows that nodes were given on the map before', () => {
  const node = { id: 'a', name: 'A', kind: 'worker' };
  const before = { nodes: [{ ...node, name: 'Old', row: 3 }], connections: [] };
  const { nodes } = keepRows({ nodes: [node, { ...node, id: 'b' }], connections: [] }, before);
  expect(nodes).toEqual([
    { ...node, row: 3 },
    { ...node, id: 'b' },
  ]);
});

it('draws what the config of a pipeline accepts', () => {
  const long = 'x'.repeat(300);
  const { topology } = draw({
    'wrangler.toml': `${SHOP}\n[[services]]\nbinding = "X"\nservice = "${long}"\nentrypoint = "${long}"`.replace(
      'services = [{ binding = "AUTH", service = "auth" }]',
      '',
    ),
  });
  expect(configSchema.safeParse({ ...DEFAULT_CONFIG, topology }).error).toBeUndefined();
});

it.each([
  ['wrangler.toml', 'name = ', /^wrangler\.toml: line 1/],
  ['x.json', '[]', /^x\.json: it must be an object/],
  ['x.json', '{"a": 1}', /neither a config of wrangler, nor a compose file, nor a topology/],
  ['compose.yml', 'a: [', /^compose\.yml: /],
])('says what is wrong with %s %j', (name, text, message) => {
  expect(() => draw({ [name]: text })).toThrow(InfraError);
  expect(() => draw({ [name]: text })).toThrow(message);
});
