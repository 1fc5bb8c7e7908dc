import type { Depot, Hits, LooseBlock, PackedQuery } from './packed-blocks.ts';

/** What one of them has found that was not told yet. */
interface Findings {
  lines: number[];
  counts: number[];
  end: number;
}

/** Blocks that are given to several depots in turn, so that they are packed and searched side by side. */
export class SpreadBlocks implements Depot {
  readonly #depots: readonly Depot[];
  #count = 0;
  #adding: Promise<unknown> = Promise.resolve();

  constructor(depots: readonly Depot[]) {
    this.#depots = depots;
  }

  /** Resolves in the order of the blocks: when one is there, those before it are. */
  async add(block: LooseBlock): Promise<number> {
    const added = this.#depotOf(this.#count++).add(block);
    await (this.#adding = Promise.all([this.#adding, added]));
    return added;
  }

  read(block: number): Promise<string[]> {
    return this.#depotOf(block).read(Math.floor(block / this.#depots.length));
  }

  drop(block: number): Promise<Uint32Array> {
    return this.#depotOf(block).drop(Math.floor(block / this.#depots.length));
  }

  #depotOf(block: number): Depot {
    const depot = this.#depots[block % this.#depots.length];
    if (!depot) throw new RangeError('Nothing keeps blocks');
    return depot;
  }

  async search(query: PackedQuery, from: number, to: number, report: (hits: Hits) => void): Promise<void> {
    const all = this.#depots.map((): Findings => ({ lines: [], counts: [], end: 0 }));
    // How many of a depot's blocks are before this one.
    const before = (block: number, at: number): number => Math.ceil(Math.max(0, block - at) / all.length);
    const searches = this.#depots.map((depot, at) =>
      depot.search(query, before(from, at), before(to, at), ({ lines, counts, end }) => {
        const findings = all[at];
        if (!findings) return;
        findings.lines = findings.lines.concat(Array.from(lines));
        findings.counts = findings.counts.concat(Array.from(counts));
        findings.end = end;
        report(merge(all));
      }),
    );
    await Promise.all(searches);
  }

  end(): void {
    for (const depot of this.#depots) depot.end();
  }
}

/** Takes what is found before the first line that one of them has not searched, in the order of the lines. */
function merge(all: readonly Findings[]): Hits {
  const end = Math.min(...all.map((findings) => findings.end));
  const ready = all.flatMap(({ lines, counts }) => {
    const until = lines.findIndex((line) => line >= end);
    const times = counts.splice(0, until < 0 ? Infinity : until);
    return lines.splice(0, times.length).map((line, at) => [line, times[at] ?? 0] as const);
  });
  ready.sort(([a], [b]) => a - b);
  return { lines: ready.map(([line]) => line), counts: ready.map(([, count]) => count), end };
}
