import type { Step } from '../../../protocol/index.ts';
import type { FetchedLine } from '../log-text.ts';

/** How the log of a step begins: one that runs something says so, one that cleans up after another too. */
const BEGINNING = /^(?:##\[group\]Run |Post job cleanup\.$|Cleaning up orphan processes$)/;

/**
 * Gives each line of a job's log the step that wrote it. GitHub's log has no such marks: a step's line is not older than the
 * step, whose start it tells to the second; within that second the step begins where its log looks like a beginning.
 */
export function withSteps(lines: readonly FetchedLine[], steps: readonly Step[]): (FetchedLine & { step?: number })[] {
  const begun = steps
    .filter((step): step is Step & { startTime: number } => step.startTime !== null && step.conclusion !== 'skipped')
    .sort((a, b) => a.number - b.number);
  let at = 0;
  return lines.map((line) => {
    for (;;) {
      const next = begun[at + 1];
      if (next === undefined || line.timestamp < next.startTime) break;
      const isOver = line.timestamp >= next.startTime + 1000;
      if (!isOver && !BEGINNING.test(line.message)) break;
      at += 1;
      if (!isOver) break; // this line was the beginning of that step, not of the one after it
    }
    const step = begun[at]?.number;
    return step === undefined ? line : { ...line, step };
  });
}
