/** A job of a made-up pipeline: what all adapters draw. */
export interface BenchJob {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly needs: readonly string[];
}

export const STAGES = ['prepare', 'build', 'test', 'package', 'gate', 'verify', 'approve', 'deploy', 'live'] as const;

type Stage = (typeof STAGES)[number];

/** In units of all adapters alike. */
export const SIZES = { nodeWidth: 160, nodeHeight: 40, gutter: 60, rowGap: 16 } as const;

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

const SEED = 42;

/**
 * A pipeline of a monorepo with `count` jobs, of 50 or more: services that are linted, built, tested in a matrix and packed, some
 * of them upon what another one publishes; then a gate, end-to-end tests, an approval and a deployment to each region. A job has
 * 1.7 needs. By their names none belong to a matrix, which ours would fold into one box.
 */
export function pipelineOf(count: number): BenchJob[] {
  const next = random(SEED + count);
  const upTo = (end: number): number => Math.floor(next() * end);
  const jobs: BenchJob[] = [];
  const add = (name: string, stage: Stage, needs: readonly string[]): string => {
    const id = `j${jobs.length}`;
    jobs.push({ id, name, stage, needs });
    return id;
  };

  const regions = Math.max(2, Math.min(24, Math.round(count * 0.03)));
  const checks = Math.max(2, Math.min(32, Math.round(count * 0.05)));
  const services = count - checks - regions - 3;
  const setup = add('setup', 'prepare', []);
  const libraries: string[] = [];
  const ends: string[] = [];
  for (let service = 0; jobs.length < services; service++) {
    const left = services - jobs.length;
    const name = `svc${service}`;
    const shards = Math.min(2 + upTo(5), Math.max(0, left - 2));
    const buildNeeds = [setup];
    if (libraries.length > 0 && next() < 0.3) buildNeeds.push(libraries[upTo(Math.min(libraries.length, 6))] ?? setup);
    const build = add(`${name} build`, 'build', buildNeeds);
    let last = build;
    if (left > 1) {
      const lint = next() < 0.5 && left > shards + 2 ? [add(`${name} lint`, 'test', [setup])] : [];
      const tests: string[] = [];
      while (tests.length < shards && jobs.length < services - 1) {
        tests.push(add(`${name} test ${tests.length + 1}`, 'test', [build]));
      }
      if (jobs.length < services) {
        last = add(`${name} pack`, 'package', [...(tests.length > 0 ? tests : [build]), ...lint]);
      }
      if (next() < 0.5 && jobs.length < services) last = add(`${name} scan`, 'package', [last]);
      if (next() < 0.35 && jobs.length < services) {
        last = add(`${name} publish`, 'package', [last]);
        if (service < 11) libraries.push(last);
      }
    }
    ends.push(last);
  }
  const gate = add('gate', 'gate', ends);
  const matrix = Array.from({ length: checks }, (_, index) => add(`e2e ${index + 1}`, 'verify', [gate]));
  const approval = add('approve', 'approve', matrix);
  const regional = Array.from({ length: regions }, (_, index) => add(`deploy r${index + 1}`, 'deploy', [approval]));
  add('live', 'live', regional);
  return jobs;
}

/** One more job of a matrix, like one in the middle. */
export function withOneMore(jobs: readonly BenchJob[], like = middleOf(jobs)): BenchJob[] {
  const needing = jobs.map((job) => (job.needs.includes(like.id) ? { ...job, needs: [...job.needs, 'added'] } : job));
  return [...needing, { ...like, id: 'added', name: 'added' }];
}

function middleOf(jobs: readonly BenchJob[]): BenchJob {
  const tests = jobs.filter(({ stage }) => stage === 'test');
  const middle = tests[tests.length >> 1];
  if (!middle) throw new Error('There are no tests');
  return middle;
}

/** Jobs of matrices, drawn by lot: for each, the graph with one more like it. */
export function growths(jobs: readonly BenchJob[], count: number): BenchJob[][] {
  const next = random(5);
  const matrices = jobs.filter(({ stage }) => stage === 'test' || stage === 'verify' || stage === 'deploy');
  return Array.from({ length: count }, () => withOneMore(jobs, matrices[Math.floor(next() * matrices.length)]));
}
