import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { endedRun, expectAccessible, fakeStore, sampleRun, waitUntil } from '../../shared/testing.ts';
import '../define.ts';
import type { PipelineVisualizer } from '../pipeline-visualizer.ts';

async function show(store = fakeStore({ run: endedRun('failure') })): Promise<PipelineVisualizer> {
  const element = await fixture<PipelineVisualizer>(
    html`<pipeline-visualizer view="waterfall" .store=${store}></pipeline-visualizer>`,
  );
  await waitUntil(() => element.renderRoot.querySelector('.waterfall'), 'no waterfall');
  return element;
}

const bar = (element: PipelineVisualizer, job: string): DOMRect | undefined =>
  [...element.renderRoot.querySelectorAll('tr')]
    .find((row) => row.querySelector('.link')?.textContent?.trim() === job)
    ?.querySelector('.ran')
    ?.getBoundingClientRect();

const text = (element: PipelineVisualizer, selector: string): string =>
  element.renderRoot.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('the waterfall', () => {
  for (const dir of ['ltr', 'rtl']) {
    it(`shows when each job began and ended, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const element = await show();
      const [build, lint, test] = ['build', 'lint', 'test (22)'].map((job) => bar(element, job));
      const ends = (box: DOMRect | undefined) => (dir === 'rtl' ? [box?.right, box?.left] : [box?.left, box?.right]);
      expect(ends(build)[0]).to.be.closeTo(ends(lint)[0] ?? NaN, 1);
      expect(ends(test)[0]).to.be.closeTo(ends(build)[1] ?? NaN, 10);
      expect((build?.width ?? 0) / (lint?.width ?? 0)).to.be.closeTo(64 / 20, 0.2);
      expect(text(element, '.waterfall-note')).to.equal('Critical path: 2 of 6 jobs, 1m 59s');
      document.documentElement.dir = '';
    });
  }

  it('selects a job, and goes back to the graph', async () => {
    const store = fakeStore({ run: endedRun('failure') });
    const element = await show(store);
    element.renderRoot.querySelector<HTMLElement>('.link')?.click();
    expect(store.getSnapshot().selection).to.eql({ kind: 'job', id: 'build' });
    element.renderRoot.querySelector<HTMLElement>('[aria-label="Show over time"]')?.click();
    await element.updateComplete;
    expect(element.view).to.equal('graph');
    expect(element.renderRoot.querySelector('.graph')).not.to.equal(null);
  });

  it('says so while nothing has begun', async () => {
    const run = sampleRun({ status: 'queued', startTime: null, createdTime: null, stages: [], jobs: [] });
    const element = await fixture<PipelineVisualizer>(
      html`<pipeline-visualizer view="waterfall" .run=${run}></pipeline-visualizer>`,
    );
    await waitUntil(() => text(element, '.waterfall-note') !== '');
    expect(text(element, '.waterfall-note')).to.equal('Nothing has begun yet.');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible at 320 px, in ${colorScheme}`, async () => {
      document.documentElement.style.colorScheme = colorScheme;
      await setViewport({ width: 320, height: 700 });
      const element = await show();
      await expectAccessible(element);
      expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
      document.documentElement.style.colorScheme = '';
      await setViewport({ width: 1000, height: 700 });
    });
  }
});
