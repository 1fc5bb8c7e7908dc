import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { DEFAULT_TOPOLOGY, type ConfigAnswer, type ConfigDocument } from '../../../protocol/index.ts';
import { handling } from '../../graph/graph-element.ts';
import {
  expectAccessible,
  type FakeActions,
  fakeStore,
  type FakeStore,
  sampleConfig,
  waitUntil,
} from '../../shared/testing.ts';
import { ProblemError } from '../../store/problem.ts';
import '../define.ts';
import type { InfraMap } from '../infra-map.ts';

const button = (element: InfraMap, label: string): HTMLElement | undefined =>
  [...element.renderRoot.querySelectorAll<HTMLElement>('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === label,
  );

/** The tools come when a person comes near. */
async function press(element: InfraMap, label: string): Promise<void> {
  await waitUntil(() => button(element, label), `no button "${label}"`);
  button(element, label)?.click();
  await element.updateComplete;
}

const said = (element: InfraMap): string =>
  element.renderRoot.querySelector('.bar [role=status]')?.textContent.replace(/\s+/g, ' ').trim() ?? '';

async function keys(...pressed: string[]): Promise<void> {
  for (const press of pressed) await sendKeys({ press });
}

const node = (element: InfraMap, id: string): HTMLElement => {
  const found = element.renderRoot.querySelector<HTMLElement>(`[data-box="${id}"]`);
  if (!found) throw new Error(`There is no "${id}"`);
  return found;
};

interface Scene {
  element: InfraMap;
  store: FakeStore;
}

async function scene(actions: FakeActions = {}): Promise<Scene> {
  const store = fakeStore({ run: null }, actions);
  const element = await fixture<InfraMap>(html`<infra-map .store=${store}></infra-map>`);
  await handling.load();
  element.requestUpdate();
  await press(element, 'Move nodes');
  await waitUntil(() => said(element).includes('Drag nodes'));
  return { element, store };
}

const zoneOf = (element: InfraMap, id: string): string | null =>
  node(element, id).closest('[role=group]')?.getAttribute('aria-label') ?? null;

/** A server that saves, as far as it matters here. */
const saving = (store: () => FakeStore): FakeActions => ({
  saveConfig: (changes, revision): Promise<ConfigAnswer> => {
    const config = { ...sampleConfig(), ...(changes as Partial<ConfigDocument>), revision: revision + 1 };
    store().patch({ config });
    return Promise.resolve({ config, run: null });
  },
});

describe('moving nodes of a map', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  it('is done with the keys, is said aloud, and can be undone', async () => {
    const { element } = await scene();
    const { top } = node(element, 'kv').getBoundingClientRect();
    node(element, 'kv').focus();
    await keys('Enter');
    await waitUntil(() => said(element).startsWith('KV is held.'));
    expect(node(element, 'kv').hasAttribute('data-held')).to.equal(true);
    await keys('ArrowDown', 'ArrowDown', 'ArrowDown');
    await waitUntil(() => said(element).startsWith('KV: Storage, row'));
    await keys('ArrowLeft');
    await waitUntil(() => zoneOf(element, 'kv')?.startsWith('Compute,') === true);
    await keys('ArrowRight', 'Enter');
    await waitUntil(() => said(element).startsWith('KV stays in Storage, row'));
    expect(node(element, 'kv').getBoundingClientRect().top).to.be.greaterThan(top);
    expect(element.shadowRoot?.activeElement === node(element, 'kv')).to.equal(true);
    await expectAccessible(element);
    // Without one that is held the arrows lead from node to node, as ever.
    await keys('ArrowLeft');
    expect(element.shadowRoot?.activeElement === node(element, 'kv')).to.equal(false);
    await press(element, 'Undo');
    await waitUntil(() => Math.abs(node(element, 'kv').getBoundingClientRect().top - top) < 1);
  });

  it('puts one back that was taken up by mistake', async () => {
    const { element } = await scene();
    const before = node(element, 'worker').getBoundingClientRect();
    node(element, 'worker').focus();
    await keys('Enter', 'ArrowDown', 'ArrowDown', 'Escape');
    await waitUntil(() => said(element).startsWith('Worker is back where it was.'));
    expect(node(element, 'worker').getBoundingClientRect().top).to.equal(before.top);
    expect(button(element, 'Undo')?.getAttribute('aria-disabled')).to.equal('true');
  });

  it('is done with the pointer, to where the pointer is', async () => {
    const { element } = await scene();
    const { x, y, width, height } = node(element, 'kv').getBoundingClientRect();
    const [left, top] = [Math.round(x + width / 2), Math.round(y + height / 2)];
    const below = top + Math.round(height * 2.8);
    await sendMouse({ type: 'move', position: [left, top] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [left, top + 30] });
    await sendMouse({ type: 'move', position: [left, below] });
    await sendMouse({ type: 'up' });
    await waitUntil(() => said(element).startsWith('KV stays in Storage'));
    const now = node(element, 'kv').getBoundingClientRect();
    expect(now.top).to.be.lessThan(below);
    expect(now.bottom).to.be.greaterThan(below);
    expect(element.renderRoot.querySelector('.details')).to.equal(null);
  });

  it('scrolls the map when a node is dragged to its edge', async () => {
    const nodes = Array.from({ length: 24 }, (_, index) => ({
      id: `n${index}`,
      name: `Node ${index}`,
      kind: 'worker',
      group: `Zone ${index}`,
    }));
    const element = await fixture<InfraMap>(html`<infra-map .topology=${{ nodes, connections: [] }}></infra-map>`);
    await handling.load();
    element.requestUpdate();
    await press(element, 'Move nodes');
    await waitUntil(() => said(element).includes('Drag nodes'));
    const viewport = element.renderRoot.querySelector<HTMLElement>('.viewport');
    const { x, y } = node(element, 'n1').getBoundingClientRect();
    const top = Math.round(y + 30);
    await sendMouse({ type: 'move', position: [Math.round(x + 30), top] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(x + 60), top] });
    await sendMouse({ type: 'move', position: [1196, top] });
    // The pointer rests; the map goes on under it to its end, and takes the node along.
    const end = (viewport?.scrollWidth ?? 0) - (viewport?.clientWidth ?? 0);
    expect(end).to.be.greaterThan(500);
    await waitUntil(() => (viewport?.scrollLeft ?? 0) > end - 2, 'it does not scroll');
    await sendMouse({ type: 'up' });
    await waitUntil(() => said(element).startsWith('Node 1 stays in Zone 23'));
  });

  it('is saved as a part of the config, and starts no run', async () => {
    const { element, store } = await scene(saving(() => store));
    const before = node(element, 'github').getBoundingClientRect().top;
    node(element, 'github').focus();
    await keys('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await press(element, 'Save');
    await waitUntil(() => said(element).startsWith('Saved as revision 4.'));
    const { topology } = store.getSnapshot().config ?? sampleConfig();
    expect(topology.nodes.find(({ id }) => id === 'github')?.row).to.be.greaterThan(2);
    expect(store.calls.at(-1)?.args.at(-1)).to.deep.equal({ trigger: 'false' });
    expect(node(element, 'github').getBoundingClientRect().top).to.be.greaterThan(before);
    await press(element, 'Let go of all');
    await waitUntil(() => node(element, 'github').getBoundingClientRect().top === before);
  });

  it('stays on the page of one who may not save', async () => {
    const { element } = await scene({
      saveConfig: () => Promise.reject(new ProblemError({ type: 'about:blank', title: 'Forbidden', status: 403 })),
    });
    node(element, 'github').focus();
    await keys('Enter', 'ArrowDown', 'Enter');
    const { top } = node(element, 'github').getBoundingClientRect();
    await press(element, 'Save');
    await waitUntil(() => said(element).startsWith('Not saved: that needs a token with the scope config.'));
    await press(element, 'Move nodes');
    expect(element.renderRoot.querySelector('.bar')).to.equal(null);
    expect(node(element, 'github').getBoundingClientRect().top).to.be.lessThan(top);
    await keys('Enter');
    await waitUntil(() => element.renderRoot.querySelector('.details') !== null, 'Enter opens details again');
  });

  it('has nowhere to save a map that is not the pipeline’s', async () => {
    const element = await fixture<InfraMap>(html`<infra-map .topology=${DEFAULT_TOPOLOGY}></infra-map>`);
    await handling.load();
    element.requestUpdate();
    await press(element, 'Move nodes');
    await waitUntil(() => said(element).endsWith('This page alone keeps it.'));
    expect(button(element, 'Save')).to.equal(undefined);
  });

  it('is told to the page that gave the map, which keeps it', async () => {
    const element = await fixture<InfraMap>(html`<infra-map .topology=${DEFAULT_TOPOLOGY}></infra-map>`);
    element.addEventListener('pw-topology-input', ({ topology }) => (element.topology = topology));
    await handling.load();
    element.requestUpdate();
    await press(element, 'Move nodes');
    await waitUntil(() => said(element).includes('Drag nodes'));
    const row = (): number | undefined => element.topology?.nodes.find(({ id }) => id === 'kv')?.row;
    const before = node(element, 'kv').getBoundingClientRect().top;
    node(element, 'kv').focus();
    await keys('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(row()).to.equal(undefined);
    await keys('Enter');
    expect(row()).to.be.greaterThan(2);
    await press(element, 'Undo');
    expect(row()).to.equal(undefined);
    await waitUntil(() => node(element, 'kv').getBoundingClientRect().top === before, 'it does not go back');
  });
});

describe('saving a map as a picture', () => {
  it('makes an SVG that stands for itself', async () => {
    const element = await fixture<InfraMap>(html`<infra-map .store=${fakeStore()}></infra-map>`);
    await handling.load();
    element.requestUpdate();
    await press(element, 'Save as a picture');
    const { click } = HTMLAnchorElement.prototype;
    const { createObjectURL } = URL;
    const saved: string[] = [];
    let blob: Blob | null = null;
    URL.createObjectURL = (content: Blob) => {
      blob = content;
      return createObjectURL.call(URL, content);
    };
    HTMLAnchorElement.prototype.click = function () {
      saved.push(this.download);
    };
    try {
      await press(element, 'Save this graph as SVG');
      await waitUntil(() => saved.length > 0);
    } finally {
      HTMLAnchorElement.prototype.click = click;
      URL.createObjectURL = createObjectURL;
    }
    expect(saved).to.eql(['infrastructure.svg']);
    const text = await (blob as Blob | null)?.text();
    const drawn = new DOMParser().parseFromString(text ?? '', 'image/svg+xml');
    expect(drawn.querySelector('parsererror')).to.equal(null);
    const words = [...drawn.querySelectorAll('text')].map((one) => one.textContent);
    for (const word of ['Storage', 'Worker', 'Durable', 'Objects', 'KV']) expect(words).to.contain(word);
    expect(drawn.querySelectorAll('script, style, [class], [style], foreignObject')).to.have.length(0);
    expect(text).not.to.match(/var\(|<!--/);
  });
});
