/** The infrastructure that a pipeline touches, as `<infra-map>` draws it. */

export interface TopologyNode {
  id: string;
  name: string;
  /** What it is, for its icon: `edge`, `pages`, `worker`, `durable-object`, `kv`, `d1`, `r2`, `queue`, `github`, or any other word. */
  kind: string;
  /** Nodes of one group are drawn together. */
  group?: string | undefined;
  url?: string | undefined;
}

export interface TopologyConnection {
  id: string;
  from: string;
  to: string;
  label?: string | undefined;
}

export interface Topology {
  nodes: readonly TopologyNode[];
  connections: readonly TopologyConnection[];
}

/** This system itself: what `npm run deploy` puts on Cloudflare, and where its events come from. */
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
    { id: 'durable-kv', from: 'durable', to: 'kv', label: 'replica' },
    { id: 'durable-d1', from: 'durable', to: 'd1', label: 'archive' },
  ],
};
