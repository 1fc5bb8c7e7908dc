import { expect, fixture, html } from '@open-wc/testing';
import { endedRun, expectAccessible, fakeStore, sampleConfig, sampleRun, waitUntil } from '../shared/testing.ts';
import { prefer } from '../shared/testing/media.ts';
import './define.ts';
import type { PipelineBadge } from './index.ts';

const text = (badge: Element): string => {
  const base = badge.shadowRoot?.querySelector<HTMLElement>('[part=base]');
  return base?.innerText.replaceAll(/\s+/g, ' ').trim() ?? '';
};

describe('<pipeline-badge>', () => {
  it('stands in a sentence, in its font, and follows the run', async () => {
    const store = fakeStore({ run: sampleRun({ startTime: Date.now() }) });
    const sentence = await fixture<HTMLParagraphElement>(
      html`<p style="font: 20px/1.5 serif">We ship <pipeline-badge .store=${store}></pipeline-badge> every day.</p>`,
    );
    const badge = sentence.querySelector('pipeline-badge') as PipelineBadge;
    expect(text(badge)).to.match(/^Shop Running for \ds$/);
    expect(getComputedStyle(badge.shadowRoot?.querySelector('[part=base]') ?? badge).fontSize).to.equal('20px');
    expect(sentence.getClientRects().length).to.equal(1);
    expect(sentence.offsetHeight).to.equal(30);
    store.setRun(endedRun());
    await waitUntil(() => text(badge) === 'Shop Succeeded in 2m 00s');
    await expectAccessible(sentence);
  });

  it('counts the seconds while the run runs', async () => {
    const store = fakeStore({ run: sampleRun({ startTime: Date.now() - 10_000 }) });
    const badge = await fixture<PipelineBadge>(html`<pipeline-badge .store=${store}></pipeline-badge>`);
    expect(text(badge)).to.match(/for 1[01]s$/);
    await waitUntil(() => /for 1[23]s$/.test(text(badge)), 'it counts on');
  });

  it('is a link only to http and https', async () => {
    const badge = await fixture<PipelineBadge>(
      html`<pipeline-badge href="https://ci.test/" .store=${fakeStore()}></pipeline-badge>`,
    );
    expect(badge.shadowRoot?.querySelector('a')?.href).to.equal('https://ci.test/');
    badge.href = 'javascript:alert(1)';
    await badge.updateComplete;
    expect(badge.shadowRoot?.querySelector('a')).to.equal(null);
  });

  it('leaves hostile text as text, and is accessible in the dark', async () => {
    await prefer({ colorScheme: 'dark' });
    try {
      const title = '<img src=x onerror=alert(1)>';
      const store = fakeStore({ config: sampleConfig({ title }), run: endedRun('failure') });
      const page = await fixture(
        html`<p style="color-scheme: dark; background: #111; color: #eee">
          <pipeline-badge .store=${store}></pipeline-badge>
        </p>`,
      );
      const badge = page.querySelector('pipeline-badge') as PipelineBadge;
      expect(text(badge)).to.contain(title);
      expect(badge.shadowRoot?.querySelector('img, [style]')).to.equal(null);
      await expectAccessible(page);
    } finally {
      await prefer({ colorScheme: 'light' });
    }
  });
});
