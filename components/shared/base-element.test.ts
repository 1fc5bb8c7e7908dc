import { expect, fixture, html as page, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import { PwElement } from './base-element.ts';
import { statusNote } from './note.ts';
import { statusBadge } from './status.ts';
import { StoreController } from './store-controller.ts';
import { addStrings } from './strings.ts';
import { endedRun, expectAccessible, fakeStore, sampleRun, waitUntil } from './testing.ts';

class PwProbe extends PwElement {
  static override readonly tagName: string = 'pw-probe';
  readonly #run = new StoreController(this, ({ run, connection }) => ({ run, connection }));
  renders = 0;

  protected override render(): TemplateResult {
    this.renders++;
    const run = this.#run.value?.run ?? null;
    const lang = this.language;
    return html`<div part="base">
      ${statusNote(this.snapshot, { lang, content: run !== null, retry: () => this.store?.reconnect() })}
      ${run ? statusBadge(run, lang, { pill: true }) : ''}
      <p>${run?.title}</p>
      <button class="button">Button</button>
    </div>`;
  }
}
PwProbe.define();

class PwOuter extends PwProbe {
  static override readonly tagName = 'pw-outer';
  protected override render(): TemplateResult {
    return html`<div part="base"><pw-probe .store=${this.store}></pw-probe></div>`;
  }
}
PwOuter.define();

const base = (element: Element): HTMLElement => element.shadowRoot?.querySelector('[part=base]') as HTMLElement;
const text = (element: Element): string => base(element).textContent?.replace(/\s+/g, ' ').trim() ?? '';
const probe = (store: unknown): Promise<PwProbe> => fixture<PwProbe>(page`<pw-probe .store=${store}></pw-probe>`);

describe('an element', () => {
  it('renders again only when its selection of the snapshot changed', async () => {
    const store = fakeStore();
    const element = await probe(store);
    const { renders } = element;
    store.patch({ lastHeard: 1, viewers: 9 });
    store.setRun(sampleRun({ title: 'Other' }));
    await waitUntil(() => text(element).includes('Other'));
    expect(element.renders).to.equal(renders + 1);
    store.patch({ lastHeard: 2 });
    await element.updateComplete;
    expect(element.renders).to.equal(renders + 1);
  });

  it('tells CSS and the page how things stand', async () => {
    const store = fakeStore();
    const element = await probe(store);
    expect(element.matches(':state(live):state(running)')).to.equal(true);
    setTimeout(() => store.setRun(endedRun('failure')));
    const ended = await oneEvent(element, 'pw-status-change');
    expect(ended).to.include({ status: 'completed', conclusion: 'failure', bubbles: true, composed: true });
    expect(element.matches(':state(failed):not(:state(running))')).to.equal(true);
    setTimeout(() => store.patch({ run: null, connection: 'stale' }));
    expect(await oneEvent(element, 'pw-run-change')).to.include({ run: null });
    expect(element.matches(':state(empty):state(stale):not(:state(live))')).to.equal(true);
  });

  it('tells the page how long a visitor has waited for the stream, and nothing when nobody has', async () => {
    const heard: Event[] = [];
    const listen = (event: Event): void => void heard.push(event);
    document.addEventListener('pw-metric', listen);
    await probe(fakeStore());
    expect(heard).to.have.length(0);
    const store = fakeStore({ ...EMPTY_SNAPSHOT, connection: 'connecting' });
    const element = await probe(store);
    for (const connection of ['live', 'stale', 'connecting', 'live'] as const) {
      store.patch({ connection });
      await waitUntil(() => element.matches(`:state(${connection})`));
    }
    document.removeEventListener('pw-metric', listen);
    expect(heard).to.have.length(2);
    for (const event of heard) expect(event).to.include({ name: 'connect', target: element });
    for (const event of heard) expect(event).to.have.property('value').that.is.within(0, performance.now());
  });

  it('speaks for the elements inside it, so that a page hears of a change once', async () => {
    const store = fakeStore();
    const heard: EventTarget[] = [];
    const listen = (event: Event): void => void heard.push(event.composedPath()[0] as EventTarget);
    document.addEventListener('pw-status-change', listen);
    const element = await fixture<PwOuter>(page`<pw-outer .store=${store}></pw-outer>`);
    store.setRun(endedRun());
    await waitUntil(() => element.shadowRoot?.querySelector('pw-probe')?.matches(':state(running)') === false);
    document.removeEventListener('pw-status-change', listen);
    expect(heard).to.deep.equal([element, element]);
  });

  it('stops listening when it goes, and listens again when it is back', async () => {
    const store = fakeStore();
    const element = await probe(store);
    const { parentElement } = element;
    element.remove();
    expect(store.listeners).to.equal(0);
    store.setRun(sampleRun({ title: 'Meanwhile' }));
    parentElement?.append(element);
    await waitUntil(() => text(element).includes('Meanwhile'));
    expect(store.listeners).to.equal(1);
  });

  it('speaks the language of the page around it, and learns one that is loaded later', async () => {
    const area = await fixture(page`<div lang="de-AT"><pw-probe .store=${fakeStore()}></pw-probe></div>`);
    const element = area.querySelector('pw-probe') as PwProbe;
    expect(text(element)).to.contain('Running');
    addStrings('de', { 'status.running': 'Läuft' });
    await element.updateComplete;
    expect(text(element)).to.contain('Läuft');
    element.lang = 'en';
    await element.updateComplete;
    expect(text(element)).to.contain('Running');
  });
});

describe('what a person reads', () => {
  const states: [string, Parameters<typeof fakeStore>[0], string][] = [
    ['loading', { ...EMPTY_SNAPSHOT, connection: 'connecting' }, 'Connecting'],
    ['fetching the run that was chosen', { run: null, fetching: true }, 'Connecting'],
    ['empty', { ...EMPTY_SNAPSHOT, connection: 'live' }, 'No runs yet'],
    ['stale', { connection: 'stale', lastHeard: new Date(2023, 10, 14, 12, 3).getTime() }, 'No news since 12:03'],
    ['unreachable', { ...EMPTY_SNAPSHOT, connection: 'connecting', error: problem(0) }, 'cannot be reached'],
    ['unauthorised', { ...EMPTY_SNAPSHOT, connection: 'error', error: problem(401) }, 'private'],
    ['forbidden', { ...EMPTY_SNAPSHOT, connection: 'error', error: problem(403) }, 'not allowed'],
    ['missing', { ...EMPTY_SNAPSHOT, connection: 'error', error: problem(404) }, 'There is no pipeline'],
    ['without the run asked for', { run: null, connection: 'error', error: problem(404) }, 'This run does not exist'],
    ['refused', { ...EMPTY_SNAPSHOT, connection: 'error', error: problem(400) }, 'Because.'],
  ];
  for (const [name, snapshot, words] of states) {
    it(`says that it is ${name}, accessibly, in light and dark`, async () => {
      const area = await fixture(page`<div lang="en-GB"><pw-probe .store=${fakeStore(snapshot)}></pw-probe></div>`);
      const element = area.querySelector('pw-probe') as PwProbe;
      expect(text(element)).to.contain(words);
      for (const theme of ['light', 'dark'] as const) {
        element.theme = theme;
        await element.updateComplete;
        await expectAccessible(element);
      }
    });
  }

  it('is what to do when there is no pipeline', async () => {
    const element = await fixture<PwProbe>(page`<pw-probe></pw-probe>`);
    expect(text(element)).to.contain('set the attribute src');
  });

  it('offers to try again after an error', async () => {
    const store = fakeStore({ ...EMPTY_SNAPSHOT, connection: 'error', error: problem(401) });
    const element = await probe(store);
    (base(element).querySelector('[role=alert] button') as HTMLButtonElement).click();
    expect(store.calls).to.deep.equal([{ name: 'reconnect', args: [] }]);
  });
});

describe('the page around an element', () => {
  it('does not get in, however hard it tries, and keeps what is its own', async () => {
    const hostile = document.createElement('style');
    hostile.textContent = `
      * { color: rgb(1, 2, 3); letter-spacing: 9px; line-height: 3; font: 40px serif; text-transform: uppercase }
      html { font-size: 62.5% }
      pw-probe { font-size: 40px; text-align: right; color: red; white-space: pre; word-spacing: 20px; opacity: 1 }
    `;
    const calm = await probe(fakeStore());
    const before = styleOf(base(calm));
    document.head.append(hostile);
    const area = await fixture(page`<div dir="rtl" style="visibility: hidden">
      <pw-probe .store=${fakeStore()}></pw-probe>
    </div>`);
    const element = area.querySelector('pw-probe') as PwProbe;
    await element.updateComplete;
    const after = styleOf(base(element));
    const { direction, visibility } = getComputedStyle(base(element));
    hostile.remove();
    expect(after).to.deep.equal(before);
    expect({ direction, visibility }).to.deep.equal({ direction: 'rtl', visibility: 'hidden' });
  });

  it('chooses the scheme, unless the element is told one, and its colours', async () => {
    const area = await fixture<HTMLElement>(page`<div><pw-probe .store=${fakeStore()}></pw-probe></div>`);
    const element = area.querySelector('pw-probe') as PwProbe;
    const surface = (): string => getComputedStyle(base(element)).backgroundColor;
    expect(surface()).to.equal('rgb(255, 255, 255)');
    area.style.setProperty('color-scheme', 'dark');
    expect(surface()).to.equal('rgb(17, 19, 23)');
    expect(element.hasAttribute('theme')).to.equal(false);
    element.theme = 'light';
    await element.updateComplete;
    expect(surface()).to.equal('rgb(255, 255, 255)');
    area.style.setProperty('--pw-color-surface', 'rgb(250, 240, 230)');
    expect(surface()).to.equal('rgb(250, 240, 230)');
  });
});

function problem(status: number) {
  return { type: 'about:blank', title: 'No', status, detail: 'Because.' };
}

/** Inherited properties, by which a page's styles would leak in. */
function styleOf(element: HTMLElement): Record<string, string> {
  const style = getComputedStyle(element);
  const names = [
    'color',
    'font',
    'letter-spacing',
    'line-height',
    'text-align',
    'text-transform',
    'white-space',
    'word-spacing',
  ];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}
