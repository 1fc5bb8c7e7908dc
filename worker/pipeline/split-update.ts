import type { Job, PipelineUpdate } from '../../protocol/index.ts';

/** Characters of one update. SQLite takes 2 MB a row here, and a character may need three bytes. */
const PIECE_CHARS = 400_000;

/** An update as JSON that fits a row: where there are too many jobs for one, the others follow in deltas. */
export function splitUpdate(update: PipelineUpdate): string[] {
  const whole = JSON.stringify(update);
  if (whole.length <= PIECE_CHARS) return [whole];
  const { snapshot: _snapshot, ...delta } = update;
  const [first = [], ...rest] = batches(update.jobs);
  return [
    JSON.stringify({ ...update, jobs: first }),
    ...rest.map((jobs) => JSON.stringify({ ...delta, stages: [], jobs, deployments: [] })),
  ];
}

function batches(jobs: readonly Job[]): Job[][] {
  const made: Job[][] = [];
  let chars = Infinity;
  for (const job of jobs) {
    const size = JSON.stringify(job).length;
    if (chars + size > PIECE_CHARS) {
      made.push([]);
      chars = 0;
    }
    made.at(-1)?.push(job);
    chars += size;
  }
  return made;
}
