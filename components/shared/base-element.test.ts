import { expect, fixture, html as page, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { PwElement } from './base-element.ts';
import { StoreController } from './store-controller.ts';
import { statusBadge, statusNote } from './status.ts';
import { endedRun, expectAccessible, fakeStore, sampleRun } from './testing.ts';

class PwProbe extends PwElement {
  static override readonly tagName = 'pw-probe';
  readonly #run = new StoreController(this, ({ run, connection }) => ({ run, connection }));
  renders = 0;

  protected override render(): TemplateResult {
    this.renders++;
    const run = this.#run.value?.run ?? null;
    return html`<div part="base">
      ${statusNote(this.snapshot, { lang: this.language, content: run !== null })}
      ${run ? statusBadge(run, this.language, { pill: true }) : ''}
      <p>${run?.title}</p>
    </div>`;
  }
}
PwProbe.define();

const text = (element: Element): string => element.shadowRoot?.querySelector('[part=base]')?.textContent?.trim() ?? '';

describe('PwElement', () => {
  it('shows the store it was given, and renders again only when its selection changed', async () => {
    const store = fakeStore();
    const element = await fixture<PwProbe>(page`<pw-probe .store=${store}></pw-probe>`);
    expect(text(element)).to.contain('Show the price with tax');
    const { renders } = element;
    store.patch({ lastHeard: 1, viewers: 9 });
    await Promise.resolve();
    await element.updateComplete;
    expect(element.renders).to.equal(renders);
    store.setRun(sampleRun({ title: 'Other' }));
    await Promise.resolve();
    await element.updateComplete;
    expect(text(element)).to.contain('Other');
    await expectAccessible(element);
  });

  it('tells CSS and the page how things stand', async () => {
    const store = fakeStore();
    const element = await fixture<PwProbe>(page`<pw-probe .store=${store}></pw-probe>`);
    expect(element.matches(':state(live):state(running)')).to.equal(true);
    setTimeout(() => store.setRun(endedRun('failure')));
    const event = await oneEvent(element, 'pw-status-change');
    expect(event).to.include({ status: 'completed', conclusion: 'failure', bubbles: true, composed: true });
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(element.matches(':state(running)')).to.equal(false);
  });
});
