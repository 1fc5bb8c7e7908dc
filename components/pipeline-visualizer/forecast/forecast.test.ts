import { expect, fixture, html } from '@open-wc/testing';
import type { Job, RunSummary } from '../../../protocol/index.ts';
import { endedRun, fakeStore, sampleRun, waitUntil } from '../../shared/testing.ts';
import '../define.ts';
import type { PipelineVisualizer } from '../pipeline-visualizer.ts';

/** A run in which `build` has been running for a while (ms), after some in which it took 64 seconds. */
async function show(since: number, changes: Partial<Job> = {}): Promise<PipelineVisualizer> {
  const runs = ['a', 'b', 'c'].map((id) => endedRun('success', { id }));
  const run = sampleRun();
  const running = { status: 'running', conclusion: null, startTime: Date.now() - since, endTime: null } as const;
  const jobs = run.jobs.map((job) => (job.id === 'build' ? { ...job, progress: 0, ...running, ...changes } : job));
  const store = fakeStore(
    { run: { ...run, jobs } },
    {
      history: () => Promise.resolve({ runs, next: null }),
      fetch: (path) => Promise.resolve(Response.json(runs.find(({ id }) => path === `runs/${id}`))),
    },
  );
  return fixture(html`<pipeline-visualizer .store=${store}></pipeline-visualizer>`);
}

const text = (element: PipelineVisualizer, selector: string): string =>
  element.renderRoot.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** How far the bar of a job is, in percent of its card. */
const barOf = (element: PipelineVisualizer, id: string): number => {
  const bar = element.renderRoot.querySelector(`[data-box="job:${id}"] .bar`);
  const [whole, part] = [bar, bar?.querySelector('rect')].map((drawn) => drawn?.getBoundingClientRect().width ?? 0);
  return whole ? (100 * (part ?? 0)) / whole : 0;
};

describe('the progress of a job', () => {
  it('is as far as it usually is by now, where its source does not say', async () => {
    const element = await show(32_000);
    await waitUntil(() => barOf(element, 'build') > 0, 'there is no bar');
    expect(barOf(element, 'build')).to.be.closeTo(50, 5);
    expect(barOf(element, 'deploy')).to.equal(0);
  });

  it('is never guessed to be at its end', async () => {
    const element = await show(640_000);
    await waitUntil(() => barOf(element, 'build') > 0, 'there is no bar');
    expect(barOf(element, 'build')).to.be.closeTo(95, 0.5);
  });

  it('is what its source says, where it does', async () => {
    const element = await show(32_000, { progress: 10 });
    await waitUntil(() => text(element, '.facts').includes('usual'), 'no forecast');
    expect(barOf(element, 'build')).to.be.closeTo(10, 0.5);
  });
});

describe('the forecast', () => {
  const earlier = (number: number, duration: number): RunSummary =>
    endedRun('success', { id: `r${number}`, number, duration });

  const withHistory = (runs: readonly RunSummary[]) => {
    const run = sampleRun({ startTime: Date.now() - 60_000 });
    return fakeStore({ run }, { history: () => Promise.resolve({ runs, next: null }) });
  };

  it('says how long a run has still to go, by what the runs before it took', async () => {
    const store = withHistory([earlier(41, 600_000), earlier(40, 660_000), earlier(39, 6_000_000)]);
    const element = await fixture<PipelineVisualizer>(
      html`<pipeline-visualizer .store=${store}></pipeline-visualizer>`,
    );
    await waitUntil(() => text(element, '.facts').includes('left'), 'no forecast');
    expect(text(element, '.facts')).to.match(/about (10m 00s|9m 5\ds) left/);
  });

  it('says so when it takes longer than they did', async () => {
    const store = withHistory([earlier(41, 30_000), earlier(40, 30_000), earlier(39, 30_000)]);
    const element = await fixture<PipelineVisualizer>(
      html`<pipeline-visualizer .store=${store}></pipeline-visualizer>`,
    );
    await waitUntil(() => text(element, '.facts').includes('longer than usual'), 'no forecast');
    expect(text(element, '.facts')).to.match(/3\ds longer than usual/);
  });
});
