interface Node {
  id: string;
  needs: readonly string[];
}

export interface Work<J extends Node> {
  /** Resolves with whether the jobs that need it may start. */
  run(job: J): Promise<boolean>;
  /** It cannot run any more. */
  skip(job: J): void;
  /** True when nothing new may be started. */
  stopped(): boolean;
}

/**
 * Runs jobs as soon as what they need has ended well, `limit` at once. They come sorted: each after the ones it needs, all of
 * which are among them.
 */
export async function schedule<J extends Node>(jobs: readonly J[], limit: number, work: Work<J>): Promise<void> {
  const waiting = new Set(jobs);
  const passed = new Set<string>();
  const lost = new Set<string>();
  const running = new Set<Promise<void>>();

  const start = (job: J) => {
    const ended = work.run(job).then((well) => {
      (well ? passed : lost).add(job.id);
      running.delete(ended);
    });
    running.add(ended);
  };

  for (;;) {
    for (const job of waiting) {
      const hopeless = work.stopped() || job.needs.some((need) => lost.has(need));
      const ready = job.needs.every((need) => passed.has(need)) && running.size < limit;
      if (!hopeless && !ready) continue;
      waiting.delete(job);
      if (!hopeless) start(job);
      else {
        lost.add(job.id);
        work.skip(job);
      }
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}
