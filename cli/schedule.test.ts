import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schedule } from './schedule.ts';

/** Graphs without circles: each job needs some of those before it. Some jobs fail. */
const graph = fc
  .array(fc.record({ fails: fc.boolean(), needs: fc.array(fc.nat(), { maxLength: 3 }) }), { maxLength: 12 })
  .map((raw) =>
    raw.map(({ fails, needs }, index) => ({
      id: String(index),
      fails,
      needs: index === 0 ? [] : [...new Set(needs.map((need) => String(need % index)))],
    })),
  );

test('every job runs once all it needs has ended well, or is skipped, and never too many run at once', async () => {
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 4 }), fc.scheduler(), async (jobs, limit, scheduler) => {
      const fate = new Map<string, 'running' | 'passed' | 'failed' | 'skipped'>();
      const running = () => [...fate.values()].filter((each) => each === 'running').length;
      const done = schedule(jobs, limit, {
        stopped: () => false,
        async run({ id, needs, fails }) {
          expect(fate.has(id)).toBe(false);
          for (const need of needs) expect(fate.get(need)).toBe('passed');
          fate.set(id, 'running');
          expect(running()).toBeLessThanOrEqual(limit);
          await scheduler.schedule(Promise.resolve());
          fate.set(id, fails ? 'failed' : 'passed');
          return !fails;
        },
        skip({ id, needs }) {
          expect(fate.has(id)).toBe(false);
          expect(needs.some((need) => ['failed', 'skipped'].includes(fate.get(need) ?? ''))).toBe(true);
          fate.set(id, 'skipped');
        },
      });
      await scheduler.waitFor(done);
      expect([...fate.keys()].toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
      expect(running()).toBe(0);
    }),
  );
});
