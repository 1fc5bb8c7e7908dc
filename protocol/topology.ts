/** The infrastructure that a pipeline touches, as `<infra-map>` draws it. */

export interface TopologyNode {
  id: string;
  name: string;
  /** What it is, for its icon: `edge`, `pages`, `worker`, `durable-object`, `kv`, `d1`, `r2`, `queue`, `github`, or any other word. */
  kind: string;
  /** Nodes of one group are drawn together. */
  group?: string | undefined;
  url?: string | undefined;
  /** How many there are of it, where it is several: the replicas of a service. */
  instances?: number | undefined;
  /** The row of its group that it stands in, from 0, whatever comes and goes; the map finds a place when left out. */
  row?: number | undefined;
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
