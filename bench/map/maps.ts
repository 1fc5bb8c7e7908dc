/** Infrastructure in groups: what all adapters draw. */
export interface BenchMap {
  readonly nodes: readonly BenchNode[];
  readonly connections: readonly { readonly id: string; readonly from: string; readonly to: string }[];
}

interface BenchNode {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly group: string;
}

/** In units of all adapters alike. */
export const SIZES = { nodeWidth: 78, nodeHeight: 62, gutter: 30, rowGap: 22 } as const;

const KINDS = ['worker', 'pages', 'durable-object', 'kv', 'd1', 'r2', 'queue', 'github'] as const;

/**
 * A map of `count` nodes in √count groups. Inside a group each node hangs from one before it; the groups hang together in the
 * same way, and every second node leads to one far away: 1.5 connections a node.
 */
export function mapOf(count: number): BenchMap {
  const size = Math.round(Math.sqrt(count));
  const nodes = Array.from({ length: count }, (_, index): BenchNode => {
    const group = Math.floor(index / size);
    const kind = KINDS[index % KINDS.length] ?? 'worker';
    return { id: `n${index}`, name: `${kind} ${group}.${index % size}`, kind, group: `Zone ${group}` };
  });
  const link = (from: number, to: number) => ({ id: `n${from}-n${to}`, from: `n${from}`, to: `n${to}` });
  const connections = nodes.flatMap((_, index) => {
    const [group, place] = [Math.floor(index / size), index % size];
    const parent = place > 0 ? group * size + ((place - 1) >> 1) : ((group - 1) >> 1) * size;
    const far = (index * 389 + 7) % count; // a prime: spread over all groups
    return [
      ...(index > 0 ? [link(parent, index)] : []),
      ...(index % 2 === 1 && far !== index ? [link(index, far)] : []),
    ];
  });
  return { nodes, connections: [...new Map(connections.map((one) => [one.id, one])).values()] };
}

/** One more node in a group in the middle, connected like one that is there. */
export function withOneMore({ nodes, connections }: BenchMap): BenchMap {
  const like = nodes[nodes.length >> 1];
  if (!like) return { nodes, connections };
  const same = connections
    .filter(({ from, to }) => from === like.id || to === like.id)
    .map(({ id, from, to }) => ({
      id: `${id} too`,
      from: from === like.id ? 'added' : from,
      to: to === like.id ? 'added' : to,
    }));
  return { nodes: [...nodes, { ...like, id: 'added', name: 'added' }], connections: [...connections, ...same] };
}

/** A place for each node, its group's column and in it the next row: given to those who need not find one themselves. */
export function placesOf({ nodes }: BenchMap): Map<string, { readonly x: number; readonly y: number }> {
  const columns = new Map<string, number>();
  return new Map(
    nodes.map(({ id, group }) => {
      const row = columns.get(group) ?? 0;
      columns.set(group, row + 1);
      const column = [...columns.keys()].indexOf(group);
      return [
        id,
        { x: column * (SIZES.nodeWidth + SIZES.gutter), y: row * (SIZES.nodeHeight + SIZES.rowGap) },
      ] as const;
    }),
  );
}
