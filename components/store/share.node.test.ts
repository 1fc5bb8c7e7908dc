import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRun } from '../shared/testing/sample.ts';
import { share } from './share.ts';

describe('share', () => {
  it('keeps the identity of what is equal, and only of that', () => {
    const before = sampleRun();
    const copy = structuredClone(before);
    expect(share(before, copy)).toBe(before);
    const after = share(before, {
      ...copy,
      jobs: copy.jobs.map((job) => (job.id === 'build' ? { ...job, lines: 99 } : job)),
    });
    expect(after.stages).toBe(before.stages);
    expect(after.jobs[0]).not.toBe(before.jobs[0]);
    expect(after.jobs[1]).toBe(before.jobs[1]);
  });

  it('finds members of a list by their id, wherever they now stand', () => {
    const before = sampleRun().jobs;
    const after = share(before, structuredClone(before).toReversed());
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id).toReversed());
    expect(after[0]).toBe(before.at(-1));
  });

  it('says the same as what it was given', () => {
    const plain = fc.jsonValue();
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        expect(share(before, after)).toEqual(after);
        expect(share(before, structuredClone(before))).toEqual(before);
      }),
    );
  });
});
