import { ContextConsumer } from '@lit/context';
import { expect, fixture, fixtureCleanup, html as page } from '@open-wc/testing';
import { fakeStore } from '../shared/testing.ts';
import { LitElement } from 'lit';
import { storeContext } from '../store/context.ts';
import { sharedStore } from '../store/registry.ts';
import type { PipelineStore } from '../store/types.ts';
import { FakeServer, until } from '../store/testing/fake-server.ts';
import './define.ts';
import type { PipelineProvider } from './pipeline-provider.ts';

const SRC = 'https://ci.test/api/pipelines/provided';

describe('<pipeline-provider>', () => {
  const { fetch } = globalThis;
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
    globalThis.fetch = server.fetch;
  });

  afterEach(() => {
    fixtureCleanup();
    globalThis.fetch = fetch;
  });

  it('takes no room and asks for nothing while nobody inside listens', async () => {
    const provider = await fixture<PipelineProvider>(page`<pipeline-provider src=${SRC}></pipeline-provider>`);
    expect(getComputedStyle(provider).display).to.equal('contents');
    expect(provider.store).to.equal(sharedStore(SRC));
    expect(server.requests).to.have.length(0);
  });

  it('reads with a token, over a connection that nobody else shares', async () => {
    const provider = await fixture<PipelineProvider>(
      page`<pipeline-provider src=${SRC} token="t0ken"></pipeline-provider>`,
    );
    expect(provider.store).not.to.equal(sharedStore(SRC));
    const end = provider.store?.subscribe(() => {});
    await until(() => server.streams.length > 0);
    expect(server.stream.request.headers.get('authorization')).to.equal('Bearer t0ken');
    end?.();
  });

  it('hands on a store of your own before any src, and the src again without it', async () => {
    const provider = await fixture<PipelineProvider>(page`<pipeline-provider src=${SRC}></pipeline-provider>`);
    const own = fakeStore();
    provider.store = own;
    expect(provider.store).to.equal(own);
    provider.store = null;
    expect(provider.store).to.equal(sharedStore(SRC));
    provider.src = null;
    await provider.updateComplete;
    expect(provider.store).to.equal(null);
  });

  it("tells a page's own elements of each store that it has, as the protocol for contexts wants it", async () => {
    const told: (PipelineStore | null)[] = [];
    class Listener extends LitElement {
      readonly consumer = new ContextConsumer(this, {
        context: storeContext,
        callback: (store) => told.push(store),
        subscribe: true,
      });
    }
    if (!customElements.get('store-listener')) customElements.define('store-listener', Listener);
    const provider = await fixture<PipelineProvider>(
      page`<pipeline-provider><store-listener></store-listener></pipeline-provider>`,
    );
    const stores = [fakeStore(), fakeStore(), fakeStore()] as const;
    for (const store of stores.slice(0, 2)) {
      provider.store = store;
      await provider.updateComplete;
    }
    provider.firstElementChild?.remove();
    provider.store = stores[2];
    await provider.updateComplete;
    expect(told.filter(Boolean)).to.deep.equal(stores.slice(0, 2));
  });

  it('has a store that says what is wrong with a src that is no URL of a pipeline', async () => {
    const provider = await fixture<PipelineProvider>(page`<pipeline-provider src="data:,"></pipeline-provider>`);
    expect(provider.store?.getSnapshot()).to.include({ connection: 'error' });
  });
});
