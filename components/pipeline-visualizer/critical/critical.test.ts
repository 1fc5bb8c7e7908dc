import { expect, fixture, html } from '@open-wc/testing';
import { endedRun, expectAccessible, fakeStore, waitUntil } from '../../shared/testing.ts';
import '../define.ts';
import type { PipelineVisualizer } from '../pipeline-visualizer.ts';

const text = (element: PipelineVisualizer, selector: string): string =>
  element.renderRoot.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('the critical path', () => {
  for (const dir of ['ltr', 'rtl']) {
    it(`is told in words, and framed in the graph, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const element = await fixture<PipelineVisualizer>(
        html`<pipeline-visualizer .store=${fakeStore({ run: endedRun('failure') })}></pipeline-visualizer>`,
      );
      const button = element.renderRoot.querySelector<HTMLElement>('[aria-label="Show the critical path"]');
      button?.click();
      await waitUntil(() => text(element, '.critical-path ol') !== '', 'nothing is told');
      expect(text(element, '.critical-path')).to.equal('Critical path: 2 of 6 jobs, 1m 59s build 1m 04stest (22) 55s');
      await waitUntil(() => element.renderRoot.querySelectorAll('.path > path').length === 3, 'nothing is drawn');
      const marks = [...element.renderRoot.querySelectorAll('.path > path')].map((mark) =>
        mark.getBoundingClientRect(),
      );
      for (const box of element.renderRoot.querySelectorAll('.card')) {
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const isFramed = marks.some(
          (mark) => mark.left < left && mark.right > right && mark.top < top && mark.bottom > bottom,
        );
        const isOnPath = /^(build|test),/.test(box.textContent?.trim() ?? '');
        expect(isFramed, box.textContent ?? '').to.equal(isOnPath);
      }
      expect(button?.ariaPressed).to.equal('true');
      await expectAccessible(element);

      button?.click();
      await waitUntil(() => !element.renderRoot.querySelector('.critical-path, .path'), 'it stays');
      document.documentElement.dir = '';
    });
  }
});
