import { groupBy } from './group-by.ts';

interface Link {
  readonly from: string;
  readonly to: string;
}

/**
 * The layer of each node: one more than the highest of those it depends on, so that every link leads to the right. Links to
 * nodes that are not given do not count. Of a circle, the node that was given first comes first.
 */
export function layersOf(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const missing = new Map(ids.map((id) => [id, 0]));
  const inside = links.filter(({ from, to }) => from !== to && missing.has(from) && missing.has(to));
  for (const { to } of inside) missing.set(to, (missing.get(to) ?? 0) + 1);
  const followers = groupBy(inside, ({ from }) => from);

  const layers = new Map<string, number>();
  const lowest = new Map<string, number>();
  // Those that depend on nothing; what then is left depends on a circle.
  for (const first of [...ids.filter((id) => missing.get(id) === 0), ...ids]) {
    const ready = layers.has(first) ? [] : [first];
    // The list grows while it is walked.
    for (const id of ready) {
      const layer = lowest.get(id) ?? 0;
      layers.set(id, layer);
      for (const { to } of followers.get(id) ?? []) {
        if (layers.has(to)) continue;
        lowest.set(to, Math.max(lowest.get(to) ?? 0, layer + 1));
        const count = (missing.get(to) ?? 0) - 1;
        missing.set(to, count);
        if (count === 0) ready.push(to);
      }
    }
  }
  return layers;
}
