import { LIVE_STAGE, QUEUED_STAGE, type Config, type StageConfig } from './config.ts';
import type { StageKind } from './run.ts';
import type { Topology } from './topology.ts';

// What a pipeline is of which nothing has been configured. Servers know it and tell it; no browser carries it.

/**
 * This system itself: what `npm run deploy` puts on Cloudflare, and where its events come from. As
 * `pipeline-widgets map --overview wrangler.toml demo/infra.json` prints it.
 */
export const DEFAULT_TOPOLOGY: Topology = {
  nodes: [
    { id: 'github', name: 'GitHub', kind: 'github', group: 'Source' },
    { id: 'edge', name: 'Cloudflare Edge', kind: 'edge', group: 'Edge' },
    { id: 'pages', name: 'Pages', kind: 'pages', group: 'Edge' },
    { id: 'worker', name: 'Worker', kind: 'worker', group: 'Compute' },
    { id: 'durable', name: 'Durable Objects', kind: 'durable-object', group: 'Compute' },
    { id: 'kv', name: 'KV', kind: 'kv', group: 'Storage' },
    { id: 'd1', name: 'D1', kind: 'd1', group: 'Storage' },
  ],
  connections: [
    { id: 'github-worker', from: 'github', to: 'worker', label: 'webhooks' },
    { id: 'edge-pages', from: 'edge', to: 'pages', label: 'page' },
    { id: 'edge-worker', from: 'edge', to: 'worker', label: 'API' },
    { id: 'worker-durable', from: 'worker', to: 'durable', label: 'events' },
    { id: 'worker-kv', from: 'worker', to: 'kv', label: 'config' },
    { id: 'worker-d1', from: 'worker', to: 'd1', label: 'history' },
    { id: 'durable-kv', from: 'durable', to: 'kv', label: 'replica' },
    { id: 'durable-d1', from: 'durable', to: 'd1', label: 'archive' },
  ],
};

export const DEFAULT_STAGES: readonly StageConfig[] = [
  stage(QUEUED_STAGE, 'Queued', 'other', [], ['github', 'worker'], ['github-worker']),
  stage(
    'building',
    'Building',
    'build',
    ['build*', 'lint*', 'compile*'],
    ['worker', 'durable', 'github'],
    ['worker-durable', 'github-worker'],
  ),
  stage(
    'testing',
    'Testing',
    'test',
    ['test*', 'check*', 'e2e*'],
    ['worker', 'durable', 'd1'],
    ['worker-durable', 'durable-d1'],
  ),
  stage(
    'deploying',
    'Deploying',
    'deploy',
    ['deploy*', 'publish*', 'release*'],
    ['worker', 'durable', 'kv', 'pages'],
    ['worker-durable', 'durable-kv', 'worker-kv'],
  ),
  stage(LIVE_STAGE, 'Live', 'other', [], ['edge', 'pages', 'worker'], ['edge-pages', 'edge-worker']),
];

export const DEFAULT_CONFIG: Config = {
  title: 'Pipeline',
  description: 'From a push to production, live.',
  visibility: 'public',
  stages: DEFAULT_STAGES,
  topology: DEFAULT_TOPOLOGY,
  runner: { kind: 'simulated', duration: 15_000, retries: 0, matrix: [] },
  concurrency: 'supersede',
  origins: [],
  retention: { runs: 50, days: 90 },
};

function stage(
  id: string,
  name: string,
  kind: StageKind,
  match: readonly string[],
  nodes: readonly string[],
  connections: readonly string[],
): StageConfig {
  return { id, name, kind, match, activates: { nodes, connections } };
}
