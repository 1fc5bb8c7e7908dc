import { expect, fixture, fixtureCleanup, html as page, nextFrame } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import '../pipeline-provider/define.ts';
import { FakeServer, SRC, until } from '../store/testing/fake-server.ts';
import { jwt } from '../store/testing/jwt.ts';
import { PwElement } from './base-element.ts';
import { StoreController } from './store-controller.ts';
import { fakeStore, sampleRun, waitUntil } from './testing.ts';

class PwTitle extends PwElement {
  static override readonly tagName: string = 'pw-title';
  readonly #title = new StoreController(this, ({ run }) => run?.title ?? null);

  protected override render(): TemplateResult {
    return html`<p part="base">${this.#title.value}</p>`;
  }
}
PwTitle.define();

const titled = (title: string) => fakeStore({ run: sampleRun({ title }) });
const titleOf = (element: Element): string => element.shadowRoot?.querySelector('p')?.textContent ?? '';
const shows = (element: Element, title: string): Promise<void> =>
  waitUntil(() => titleOf(element) === title, `shows ${title}`);

describe('the source of an element', () => {
  it('is its own store before plain data, plain data before JSON inside it', async () => {
    const element = await fixture<PwTitle>(page`<pw-title>
      <script type="application/json">
        { "run": { "id": "r1", "title": "JSON", "jobs": [], "stages": [] } }
      </script>
    </pw-title>`);
    expect(titleOf(element)).to.equal('JSON');
    element.run = sampleRun({ title: 'Data' });
    await shows(element, 'Data');
    element.store = titled('Own');
    await shows(element, 'Own');
    element.store = null;
    await shows(element, 'Data');
  });

  it('is JSON that comes later, and an error in it is said', async () => {
    const element = await fixture<PwTitle>(page`<pw-title></pw-title>`);
    expect(element.snapshot).to.equal(null);
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = JSON.stringify({ run: sampleRun({ title: 'Later' }) });
    element.append(script);
    await shows(element, 'Later');
    script.textContent = '{ "run": ';
    await waitUntil(() => element.matches(':state(error)'));
    expect(element.snapshot?.error?.title).to.contain('JSON');
  });

  it('says what is wrong with a src that is no URL of a pipeline', async () => {
    const element = await fixture<PwTitle>(page`<pw-title src="javascript:alert(1)"></pw-title>`);
    expect(element.matches(':state(error)')).to.equal(true);
    expect(element.snapshot?.error?.title).to.contain('src');
  });

  it('stays the same store for the same person: another token, or another function that gets one, takes its place', async () => {
    const server = new FakeServer();
    const { fetch } = globalThis;
    globalThis.fetch = server.fetch;
    server.on('badge', () => new Response('ok'));
    const [one, two] = ['1', '2'].map((jti) => jwt({ sub: 'ada', jti })) as [string, string];
    const element = await fixture<PwTitle>(page`<pw-title src=${SRC} token=${one}></pw-title>`);
    const { store } = element;
    const lastToken = async (): Promise<string | null | undefined> => {
      await element.updateComplete;
      await element.store?.fetch('badge');
      return server.to('badge').at(-1)?.headers.get('authorization');
    };
    element.setAttribute('token', two);
    expect(await lastToken()).to.equal(`Bearer ${two}`);
    expect(element.store).to.equal(store);

    element.token = () => 'three';
    expect(await lastToken()).to.equal('Bearer three');
    const own = element.store;
    element.token = () => Promise.resolve('four');
    expect(await lastToken()).to.equal('Bearer four');
    expect(element.store).to.equal(own);

    element.token = jwt({ sub: 'bob' });
    await element.updateComplete;
    expect(element.store).not.to.be.oneOf([store, own]);
    fixtureCleanup();
    globalThis.fetch = fetch;
  });

  it('keeps properties that were set before the element was defined', async () => {
    const early = document.createElement('pw-late') as PwTitle;
    early.store = titled('Early');
    document.body.append(early);
    class PwLate extends PwTitle {
      static override readonly tagName = 'pw-late';
    }
    PwLate.define();
    await shows(early, 'Early');
    early.remove();
  });
});

describe('a provider', () => {
  it('feeds what is inside it, also inside shadow roots, whatever comes first', async () => {
    const outside = await fixture(page`<div></div>`);
    const element = document.createElement('pw-title') as PwTitle;
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(element);
    const provider = document.createElement('pipeline-provider');
    // Elements first, then what is around them, then the store.
    outside.append(host);
    await element.updateComplete;
    expect(element.snapshot).to.equal(null);
    outside.append(provider);
    provider.append(host);
    provider.store = titled('Provided');
    await shows(element, 'Provided');
    provider.store = titled('Other');
    await shows(element, 'Other');
  });

  it('is heard by elements that were upgraded before it', async () => {
    const root = await fixture(page`<pw-late-provider><pw-title></pw-title></pw-late-provider>`);
    const element = root.querySelector('pw-title') as PwTitle;
    await element.updateComplete;
    const { PipelineProvider } = await import('../pipeline-provider/pipeline-provider.ts');
    const store = titled('Upgraded');
    Object.assign(root, { store });
    PipelineProvider.define('pw-late-provider');
    await shows(element, 'Upgraded');
  });

  it('is found by its id from elsewhere on the page, across shadow roots, whatever comes first', async () => {
    const area = await fixture(page`<div><div class="host"></div></div>`);
    const inner = area.querySelector('.host')?.attachShadow({ mode: 'open' }) as ShadowRoot;
    const element = document.createElement('pw-title') as PwTitle;
    element.for = 'shop';
    inner.append(element);
    await element.updateComplete;
    expect(element.matches(':state(connecting)'), 'waits for the provider').to.equal(true);
    const provider = document.createElement('pipeline-provider');
    provider.store = titled('By id');
    area.append(provider);
    await provider.updateComplete;
    provider.id = 'shop';
    await shows(element, 'By id');
  });

  it('is another one after a move, and none after moving out', async () => {
    const area = await fixture(page`<div>
      <pipeline-provider .store=${titled('A')}><pw-title></pw-title></pipeline-provider>
      <pipeline-provider .store=${titled('B')}></pipeline-provider>
    </div>`);
    const element = area.querySelector('pw-title') as PwTitle;
    await shows(element, 'A');
    area.querySelectorAll('pipeline-provider')[1]?.append(element);
    await shows(element, 'B');
    area.append(element);
    await waitUntil(() => element.snapshot === null);
    if ('moveBefore' in area) {
      const first = area.querySelector('pipeline-provider') as Element & { moveBefore(node: Node, at: null): void };
      first.moveBefore(element, null);
      await shows(element, 'A');
    }
  });
});

describe('elements with one src', () => {
  const { fetch } = globalThis;
  let server: FakeServer;
  let src: string;
  let count = 0;

  beforeEach(() => {
    server = new FakeServer();
    globalThis.fetch = server.fetch;
    src = `https://ci.test/api/pipelines/p${++count}`;
  });

  afterEach(() => {
    fixtureCleanup();
    globalThis.fetch = fetch;
  });

  it('share one connection, which their provider shares too', async () => {
    const area = await fixture(page`<div>
      <pw-title src=${src}></pw-title><pw-title src="${src}/"></pw-title>
      <pipeline-provider src=${src}><pw-title></pw-title></pipeline-provider>
    </div>`);
    await until(() => server.streams.length > 0);
    server.stream.send([{ event: 'pipeline-update', data: { ...sampleRun({ title: 'Shared' }), snapshot: true } }], 1);
    for (const element of area.querySelectorAll('pw-title')) await shows(element, 'Shared');
    expect(server.to('stream')).to.have.length(1);
  });

  it('make one connection when several properties are set at once, and none for the ones before', async () => {
    const element = await fixture<PwTitle>(page`<pw-title></pw-title>`);
    element.src = `${src}-first`;
    element.src = `${src}-second`;
    element.src = src;
    await element.updateComplete;
    await until(() => server.streams.length > 0);
    expect(server.to('stream')).to.have.length(1);
  });

  it('keep their connection over 1,000 moves, and end it after they have gone', async () => {
    const area = await fixture(page`<div><div></div><div><pw-title src=${src}></pw-title></div></div>`);
    const element = area.querySelector('pw-title') as PwTitle;
    const [left, right] = area.children as unknown as [Element, Element];
    await until(() => server.streams.length > 0);
    for (let move = 0; move < 1_000; move++) {
      (move % 2 ? left : right).append(element);
      if (move % 100 === 0) await element.updateComplete;
    }
    // As a framework does that takes an element out in one task and puts it back in another.
    element.remove();
    await nextFrame();
    left.append(element);
    await element.updateComplete;
    server.stream.send([{ event: 'pipeline-update', data: { ...sampleRun({ title: 'Moved' }), snapshot: true } }], 1);
    await shows(element, 'Moved');
    expect(server.to('stream')).to.have.length(1);
    element.remove();
    await waitUntil(() => server.stream.cancelled, 'the stream ends');
  });
});
