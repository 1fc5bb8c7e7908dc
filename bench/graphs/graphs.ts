/** A job of a made-up pipeline: what all adapters draw. */
export interface BenchJob {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly needs: readonly string[];
}

export const STAGES = ['prepare', 'build', 'test', 'package', 'gate', 'verify', 'deploy', 'live'] as const;

/** In units of all adapters alike. */
export const SIZES = { nodeWidth: 132, nodeHeight: 38, gutter: 60, rowGap: 16 } as const;

/** The same numbers each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A pipeline of a monorepo with `count` jobs: services that are built, tested in a matrix and packed, some of them upon the
 * package of another; then a gate, end-to-end tests, an approval and a deployment to each region. About 1.5 edges a job.
 */
export function pipelineOf(count: number): BenchJob[] {
  const next = random(count);
  const jobs: BenchJob[] = [];
  const add = (name: string, stage: string, needs: readonly string[]): string => {
    const id = `j${jobs.length}`;
    jobs.push({ id, name, stage, needs: [...new Set(needs)] });
    return id;
  };
  const wide = Math.max(1, Math.min(32, Math.round(count * 0.05)));
  const regions = Math.max(1, Math.min(24, Math.round(count * 0.03)));
  const services = Math.max(2, count - wide - regions - 3);
  const setup = add('setup', 'prepare', []);
  const packages: string[] = [];
  const ends: string[] = [];
  for (let service = 0; jobs.length < services; service++) {
    const library = next() < 0.3 ? packages[Math.floor(next() * Math.min(8, packages.length))] : undefined;
    const build = add(`svc ${service} build`, 'build', [setup, ...(library ? [library] : [])]);
    const tests: string[] = [];
    const matrix = 2 + Math.floor(next() * 5);
    while (tests.length < matrix && jobs.length < services - 1) {
      tests.push(add(`svc ${service} test ${tests.length + 1}`, 'test', [build]));
    }
    const pack =
      jobs.length < services ? add(`svc ${service} pack`, 'package', tests.length > 0 ? tests : [build]) : build;
    packages.push(pack);
    ends.push(pack);
  }
  const gate = add('gate', 'gate', ends);
  const checks = Array.from({ length: wide }, (_, index) => add(`e2e ${index + 1}`, 'verify', [gate]));
  const approval = add('approve', 'verify', checks);
  const deployments = Array.from({ length: regions }, (_, index) => add(`region ${index + 1}`, 'deploy', [approval]));
  add('live', 'live', deployments);
  return jobs;
}

/** One more job of a matrix, beside one in the middle. */
export function withOneMore(jobs: readonly BenchJob[]): BenchJob[] {
  const tests = jobs.filter(({ stage }) => stage === 'test');
  const like = tests[tests.length >> 1] ?? jobs[0];
  if (!like) return [];
  const at = jobs.indexOf(like);
  const added = jobs.map((job) => (job.needs.includes(like.id) ? { ...job, needs: [...job.needs, 'added'] } : job));
  return [...added.slice(0, at + 1), { ...like, id: 'added', name: 'added' }, ...added.slice(at + 1)];
}
