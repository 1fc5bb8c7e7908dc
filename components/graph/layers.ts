interface Link {
  readonly from: string;
  readonly to: string;
}

/**
 * The layer of each node: one more than the highest of those it depends on, so that every link leads to the right. Links to
 * nodes that are not given do not count. Of a circle, the node that was given first comes first.
 */
export function layersOf(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const nodes = new Map(ids.map((id, node) => [id, node]));
  const followers = ids.map((): number[] => []);
  const missing = new Uint32Array(ids.length);
  for (const link of links) {
    const from = nodes.get(link.from);
    const to = nodes.get(link.to);
    if (from === undefined || to === undefined || from === to) continue;
    followers[from]?.push(to);
    missing[to] = (missing[to] ?? 0) + 1;
  }

  const layers = new Uint32Array(ids.length);
  const placed = new Uint8Array(ids.length);
  const all = [...ids.keys()];
  // Those that depend on nothing; what then is left depends on a circle.
  for (const first of [...all.filter((node) => missing[node] === 0), ...all]) {
    const ready = placed[first] ? [] : [first];
    // The list grows while it is walked.
    for (const node of ready) {
      placed[node] = 1;
      for (const to of followers[node] ?? []) {
        if (placed[to]) continue;
        layers[to] = Math.max(layers[to] ?? 0, (layers[node] ?? 0) + 1);
        missing[to] = (missing[to] ?? 0) - 1;
        if (missing[to] === 0) ready.push(to);
      }
    }
  }
  return new Map(ids.map((id, node) => [id, layers[node] ?? 0]));
}
