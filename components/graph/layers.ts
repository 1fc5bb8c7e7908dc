interface Link {
  readonly from: string;
  readonly to: string;
}

/**
 * The layer of each node: one more than the highest of those it depends on, so that every link leads to the right. Links to
 * nodes that are not given do not count. Of a circle, the node that was given first comes first.
 */
export function layersOf(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const followers = new Map<string, string[]>(ids.map((id) => [id, []]));
  const missing = new Map(ids.map((id) => [id, 0]));
  for (const { from, to } of links) {
    const list = followers.get(from);
    const count = missing.get(to);
    if (from === to || !list || count === undefined) continue;
    list.push(to);
    missing.set(to, count + 1);
  }

  const layers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const ready = ids.filter((id) => missing.get(id) === 0);
  const settle = (): void => {
    // The list grows while it is walked.
    for (const id of ready) {
      const layer = lowest.get(id) ?? 0;
      layers.set(id, layer);
      for (const to of followers.get(id) ?? []) {
        if (layers.has(to)) continue;
        lowest.set(to, Math.max(lowest.get(to) ?? 0, layer + 1));
        const count = (missing.get(to) ?? 0) - 1;
        missing.set(to, count);
        if (count === 0) ready.push(to);
      }
    }
    ready.length = 0;
  };
  settle();
  for (const id of ids) {
    if (layers.has(id)) continue;
    ready.push(id);
    settle();
  }
  return layers;
}
