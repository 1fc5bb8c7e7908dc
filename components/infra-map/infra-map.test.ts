import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { DEFAULT_TOPOLOGY, type Run, type Topology } from '../../protocol/index.ts';
import { handling } from '../graph/graph-element.ts';
import { Part } from '../shared/part.ts';
import { setDefaultSrc } from '../store/default-src.ts';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import {
  endedRun,
  expectAccessible,
  fakeStore,
  type FakeStore,
  sampleConfig,
  sampleRun,
  waitUntil,
} from '../shared/testing.ts';
import { canPrefer, prefer } from '../shared/testing/media.ts';
import './define.ts';
import type { InfraMap } from './infra-map.ts';

const show = (store: FakeStore): Promise<InfraMap> => fixture(html`<infra-map .store=${store}></infra-map>`);
const showRun = (run: Run | null): Promise<InfraMap> => show(fakeStore({ run }));

const all = <E extends Element = HTMLElement>(element: InfraMap, selector: string): E[] => [
  ...element.renderRoot.querySelectorAll<E>(selector),
];

function node(element: InfraMap, id: string): HTMLElement {
  const found = all(element, '[role=option]').find((box) => box.dataset['box'] === id);
  if (!found) throw new Error(`There is no "${id}"`);
  return found;
}

function connection(element: InfraMap, id: string): SVGGElement {
  const found = all<SVGGElement>(element, '.connection').find((group) => group.dataset['connection'] === id);
  if (!found) throw new Error(`There is no "${id}"`);
  return found;
}

const nameOf = (box: Element | null | undefined): string | undefined =>
  box?.querySelector('.visually-hidden')?.textContent;

const settled = async (element: InfraMap): Promise<void> => {
  await Promise.resolve();
  await element.updateComplete;
};

/** What a person opens is fetched then. */
const opened = (element: InfraMap): Promise<void> =>
  waitUntil(() => element.shadowRoot?.querySelector('.details, table') !== null, 'nothing opened');

async function press(element: InfraMap, ...keys: string[]): Promise<string | undefined> {
  for (const key of keys) {
    await sendKeys({ press: key });
    await settled(element);
    await Promise.resolve();
  }
  return (element.shadowRoot?.activeElement as HTMLElement | null | undefined)?.dataset['box'];
}

const text = (element: InfraMap, selector: string): string =>
  all(element, selector)
    .map((found) => found.textContent?.replace(/\s+/g, ' ').trim())
    .join(' | ');

const animations = (element: InfraMap): Animation[] => element.shadowRoot?.getAnimations() ?? [];

/** Files that are not here yet cannot be had, until what this returns is called. */
function loseFiles(): () => void {
  const { load } = Part.prototype;
  Part.prototype.load = function () {
    this.failed = this.module === undefined;
    return this.module ? Promise.resolve(this.module) : Promise.reject(new TypeError('Failed to fetch'));
  };
  return () => (Part.prototype.load = load);
}

const showTopology = (topology: Topology): Promise<InfraMap> =>
  fixture(html`<infra-map .topology=${topology}></infra-map>`);

describe('infra-map', () => {
  // First of all: once its code is here, it stays.
  it('says that the code which draws could not be had, and draws when asked again', async () => {
    const reach = loseFiles();
    const empty = await show(fakeStore({ config: sampleConfig({ topology: { nodes: [], connections: [] } }) }));
    expect(text(empty, '[part=empty]')).to.contain('Nothing on the map');
    const element = await show(fakeStore());
    expect(text(element, '[role=alert]')).to.contain('This could not be loaded.');
    const { height } = element.getBoundingClientRect();
    reach();
    all(element, '[role=alert] button')[0]?.click();
    await settled(element);
    expect(all(element, '[role=option]')).to.have.length(7);
    expect(all(element, '[role=alert]')).to.have.length(0);
    expect(element.getBoundingClientRect().height).to.be.closeTo(height, 60);
  });

  it('says that details could not be had, and gets them when asked again', async () => {
    const reach = loseFiles();
    const element = await show(fakeStore());
    node(element, 'worker').click();
    await waitUntil(() => text(element, '.note').includes('This could not be loaded.'));
    expect(all(element, '[role=option]')).to.have.length(7);
    reach();
    all(element, '.note button')[0]?.click();
    await opened(element);
    expect(text(element, '.details .title')).to.equal('Worker');
    expect(all(element, '.note')).to.have.length(0);
  });

  it('shows the topology of the config by zones, with its connections', async () => {
    const element = await showRun(null);
    expect(text(element, '.heading')).to.equal('Source | Edge 2 | Compute 2 | Storage 2');
    expect(text(element, '[role=option] .name')).to.equal(
      'GitHub | Cloudflare Edge | Pages | Worker | Durable Objects | KV | D1',
    );
    expect(all(element, '.connection')).to.have.length(8);
    expect(node(element, 'kv').closest('[role=group]')?.getAttribute('aria-label')).to.equal('Storage, 2 nodes');
  });

  it('says how many there are of a node', async () => {
    const nodes = [
      { id: 'api', name: 'API', kind: 'worker', instances: 12 },
      { id: 'db', name: 'DB', kind: 'd1', instances: 1 },
    ];
    const element = await showTopology({ nodes, connections: [] });
    expect(text(element, '.instances')).to.equal('×12 | ');
    expect(nameOf(node(element, 'api'))).to.equal('API, Worker, 12 instances, idle');
    node(element, 'api').click();
    await waitUntil(() => text(element, '.details dl').includes('Instances 12'), 'no details');
  });

  it('leads connections from card to card', async () => {
    for (const width of [1400, 600]) {
      await setViewport({ width, height: 600 });
      const element = await showRun(null);
      const line = (id: string) => {
        const path = connection(element, id).querySelector<SVGPathElement>('.reach');
        const at = (length: number) => path?.getPointAtLength(length).matrixTransform(path.getScreenCTM() ?? undefined);
        return [at(0), at(path?.getTotalLength() ?? NaN)];
      };
      const [edge, worker, durable] = ['edge', 'worker', 'durable'].map((id) =>
        node(element, id).getBoundingClientRect(),
      );
      const [start, end] = line('edge-worker');
      expect(start?.x).to.be.closeTo(edge?.right ?? NaN, 1.5);
      expect(end?.x).to.be.closeTo(worker?.left ?? NaN, 1.5);
      const [top, bottom] = line('worker-durable');
      expect(top?.y).to.be.closeTo(worker?.bottom ?? NaN, 1.5);
      expect(bottom?.y).to.be.closeTo(durable?.top ?? NaN, 1.5);
    }
    await setViewport({ width: 1000, height: 700 });
  });

  it('lights up what the run is at work on, and says so', async () => {
    const store = fakeStore();
    const element = await show(store);
    expect(nameOf(node(element, 'worker'))).to.equal('Worker, active, leads to Durable Objects, KV, D1');
    expect(nameOf(node(element, 'kv'))).to.equal('KV, Key-value store, idle');
    expect(all(element, '.connection.light-active').map(({ dataset }) => dataset['connection'])).to.eql([
      'worker-durable',
      'durable-d1',
    ]);
    expect(text(element, '.summary')).to.equal('3 at work in Testing');
    expect(text(element, '.count')).to.equal('2 | 2/2 | 1/2');
    store.setRun(endedRun('failure'));
    await settled(element);
    expect(text(element, '.count.look-failure')).to.equal('2/2 | 1/2');
    for (const count of all(element, '.count')) expect(count.offsetHeight).to.be.below(32);
    expect(node(element, 'd1').closest('[role=group]')?.getAttribute('aria-label')).to.equal(
      'Storage, 2 nodes, 1 hit by the failure',
    );
    expect(nameOf(node(element, 'd1'))).to.equal('D1, SQL database, hit by the failure');
    expect(text(element, '.summary')).to.equal('Failed in Testing');
    store.setRun(endedRun());
    await settled(element);
    expect(nameOf(node(element, 'edge'))).to.contain('in service');
    expect(text(element, '.summary')).to.equal('In service');
  });

  it('moves only while something flows where it can be seen, and only what the compositor can move alone', async () => {
    const store = fakeStore();
    const element = await show(store);
    await waitUntil(() => animations(element).length > 0);
    for (const animation of animations(element)) {
      const frames = (animation.effect as KeyframeEffect).getKeyframes();
      const moved = new Set(frames.flatMap((frame) => Object.keys(frame)));
      for (const known of ['offset', 'computedOffset', 'easing', 'composite']) moved.delete(known);
      expect([...moved]).to.eql(['opacity']);
    }
    store.setRun(endedRun());
    await settled(element);
    await waitUntil(
      () => animations(element).every(({ playState }) => playState === 'finished') || animations(element).length === 0,
    );
    expect(all(element, '.flow')).to.have.length(0);

    store.setRun(sampleRun());
    await settled(element);
    expect(all(element, '.flow').length).to.be.greaterThan(0);
    const spacer = document.createElement('div');
    spacer.style.height = '3000px';
    element.before(spacer);
    await waitUntil(() => all(element, '.flow').length === 0, 'it still flows out of sight');
    spacer.remove();
    await waitUntil(() => all(element, '.flow').length > 0, 'it flows again');
  });

  it('stands still for those who want that, and still shows what is active', async function () {
    if (!canPrefer) this.skip();
    await prefer({ reducedMotion: 'reduce' });
    const element = await show(fakeStore());
    await waitUntil(() => all(element, '.flow').length > 0);
    expect(animations(element)).to.eql([]);
    const edge = connection(element, 'durable-d1').querySelector('.edge');
    expect(edge && getComputedStyle(edge).strokeDasharray).to.not.equal('none');
    await prefer({ reducedMotion: 'no-preference' });
  });

  it('asks for no frame and sets no timer while nothing happens', async () => {
    const asked: string[] = [];
    const { setTimeout: later, setInterval: often, requestAnimationFrame: frame } = window;
    const watch = <F extends (...args: never[]) => unknown>(name: string, real: F): F =>
      ((...args: Parameters<F>) => {
        asked.push(name);
        return real.call(window, ...args);
      }) as F;
    Object.assign(window, {
      setTimeout: watch('setTimeout', later),
      setInterval: watch('setInterval', often),
      requestAnimationFrame: watch('requestAnimationFrame', frame),
    });
    const element = document.createElement('infra-map');
    try {
      element.store = fakeStore({ run: endedRun() });
      document.body.append(element);
      await settled(element);
      await settled(element);
      expect(nameOf(node(element, 'worker'))).to.contain('in service');
      expect(asked).to.eql([]);
      expect(animations(element).filter((animation) => !(animation instanceof CSSTransition))).to.eql([]);
    } finally {
      Object.assign(window, { setTimeout: later, setInterval: often, requestAnimationFrame: frame });
      element.remove();
    }
  });

  it('leaves nodes where they are when others come and go', async () => {
    const element = await showTopology(DEFAULT_TOPOLOGY);
    const places = () => new Map(all(element, '[role=option]').map((box) => [box, box.getBoundingClientRect()]));
    const before = places();
    const rest = DEFAULT_TOPOLOGY.nodes.filter(({ id }) => id !== 'edge');
    element.topology = {
      ...DEFAULT_TOPOLOGY,
      nodes: [...rest, { id: 'r2', name: 'Images', kind: 'r2', group: 'Storage' }],
    };
    await element.updateComplete;
    const after = places();
    expect(after.size).to.equal(7);
    for (const [box, { x, y }] of after) {
      const was = before.get(box);
      expect({ x, y }).to.eql(was ? { x: was.x, y: was.y } : { x, y });
    }
    expect([...after.keys()].filter((box) => before.has(box))).to.have.length(6);
  });

  it('tells the page what was selected, and shows all that is known of it', async () => {
    const store = fakeStore();
    const element = await show(store);
    setTimeout(() => node(element, 'durable').click());
    expect(await oneEvent(element, 'pw-select')).to.include({ kind: 'node', id: 'durable', run: 'r42' });
    expect(store.getSnapshot().selection).to.eql({ kind: 'node', id: 'durable' });
    await opened(element);
    const details = text(element, '.details');
    for (const fact of [
      'Durable Objects',
      'active',
      'Durable Object',
      'Compute',
      'Building, Testing, Deploying',
      'Comes from Worker (events)',
      'Leads to D1 (archive)',
    ]) {
      expect(details).to.contain(fact);
    }
    all(element, '.details .link')
      .find((link) => link.textContent?.includes('D1'))
      ?.click();
    await settled(element);
    expect(text(element, '.details .title')).to.equal('Durable Objects to D1');
    expect(connection(element, 'durable-d1').classList.contains('near')).to.equal(true);
  });

  it('selects a connection where it is pointed at', async () => {
    const element = await showTopology(DEFAULT_TOPOLOGY);
    connection(element, 'edge-pages')
      .querySelector('.reach')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    await opened(element);
    expect(text(element, '.details .title')).to.equal('Cloudflare Edge to Pages');
  });

  it('links to http and https addresses only', async () => {
    const nodes = ['https://example.com/', 'javascript:alert(1)'].map((url, index) => ({
      id: `${index}`,
      name: `<b>${index}</b>`,
      kind: '<i>',
      group: '<u>',
      url,
    }));
    const element = await showTopology({ nodes, connections: [{ id: 'c', from: '0', to: '1', label: '<s>' }] });
    node(element, '0').click();
    await opened(element);
    expect(all<HTMLAnchorElement>(element, 'a').map(({ href }) => href)).to.eql(['https://example.com/']);
    node(element, '1').click();
    await settled(element);
    expect(all(element, 'a, b, i, u, s')).to.have.length(0);
    expect(text(element, '.details .title')).to.equal('<b>1</b>');
  });

  it('can be walked through with the keyboard', async () => {
    const element = await show(fakeStore());
    expect(all(element, '[role=option][tabindex="0"]')).to.have.length(1);
    node(element, 'github').focus();
    await handling.load();
    expect(await press(element, 'ArrowRight')).to.equal('worker');
    expect(await press(element, 'ArrowDown')).to.equal('durable');
    expect(await press(element, 'ArrowRight')).to.equal('d1');
    expect(await press(element, 'ArrowUp')).to.equal('kv');
    expect(await press(element, 'ArrowLeft')).to.equal('worker');
    expect(await press(element, 'Home')).to.equal('github');
    expect(await press(element, 'p')).to.equal('pages');
    await press(element, 'Enter');
    await opened(element);
    await settled(element);
    expect(element.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Pages');
    all(element, '.details button')
      .find((button) => button.getAttribute('aria-label') === 'Close')
      ?.click();
    await settled(element);
    await Promise.resolve();
    expect((element.shadowRoot?.activeElement as HTMLElement).dataset['box']).to.equal('pages');
    expect(await press(element, 'Enter')).to.equal(undefined);
    node(element, 'pages').focus();
    expect(await press(element, 'Escape')).to.equal('pages');
    expect(all(element, '.details')).to.have.length(0);
  });

  it('is readable and operable as a list too', async () => {
    const element = await show(fakeStore());
    all(element, '[part=toolbar] button[aria-label="Show as list"]')[0]?.click();
    await opened(element);
    expect(text(element, 'tbody th')).to.equal('GitHub | Cloudflare Edge | Pages | Worker | Durable Objects | KV | D1');
    all(element, 'tbody .link')[3]?.click();
    await waitUntil(() => all(element, '.details').length > 0);
    expect(text(element, '.details .title')).to.equal('Worker');
    await expectAccessible(element);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [state, run] of [
      ['at work', sampleRun()],
      ['failed', endedRun('failure')],
      ['in service', endedRun()],
    ] as const) {
      it(`is accessible when ${state}, in ${colorScheme}`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        const element = await showRun(run);
        node(element, 'worker').click();
        await opened(element);
        await expectAccessible(element);
        document.documentElement.style.colorScheme = '';
      });
    }
  }

  it('stacks its zones on a narrow page, where words stand for the lines', async () => {
    await setViewport({ width: 320, height: 700 });
    const element = await show(fakeStore());
    const lefts = new Set(all(element, '.column').map((zone) => zone.getBoundingClientRect().left));
    expect(lefts.size).to.equal(1);
    expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
    const words = node(element, 'worker').querySelector<HTMLElement>('.more');
    expect(words?.offsetHeight).to.be.greaterThan(0);
    expect(words?.textContent).to.equal('leads to Durable Objects, KV, D1');
    await expectAccessible(element);
    await setViewport({ width: 1000, height: 700 });
  });

  it('has a form for each way in which there is nothing to show', async () => {
    const loading = await show(fakeStore({ ...EMPTY_SNAPSHOT, connection: 'connecting', run: null }));
    expect(text(loading, '[part=empty]')).to.equal('Connecting…');
    const config = sampleConfig({ topology: { nodes: [], connections: [] } });
    expect(text(await show(fakeStore({ config })), '[part=empty]')).to.contain('Nothing on the map');
    const problem = { type: 'about:blank', title: 'Forbidden', status: 403 };
    const forbidden = await show(fakeStore({ config: null, run: null, connection: 'error', error: problem }));
    expect(text(forbidden, '[role=alert]')).to.contain('not allowed');
    const stale = await show(fakeStore({ connection: 'stale', lastHeard: 1_700_000_000_000 }));
    expect(text(stale, '.note')).to.contain('No news since');
    expect(all(stale, '[role=option]')).to.have.length(7);
  });

  it('reads its topology from JSON inside it', async () => {
    const element = await fixture<InfraMap>(html`<infra-map></infra-map>`);
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = JSON.stringify({
      topology: { nodes: [{ id: 'a', name: 'Only one', kind: 'worker' }], connections: [] },
    });
    element.append(script);
    await waitUntil(() => text(element, '[role=option] .name') === 'Only one');
  });

  describe('from files', () => {
    const WRANGLER = {
      name: 'wrangler.toml',
      text: 'name = "<b>shop</b>"\nmain = "a.ts"\n[triggers]\ncrons = ["0 3 * * *"]\n[teapot]\n',
    };
    const COMPOSE = { name: 'compose.yaml', text: 'services:\n  db: { image: postgres }\n' };
    const showFiles = (files: InfraMap['files']): Promise<InfraMap> =>
      fixture(html`<infra-map .files=${files}></infra-map>`);
    const names = (element: InfraMap): string => text(element, '[role=option] .name');
    const drawn = (element: InfraMap, expected: string): Promise<void> =>
      waitUntil(() => names(element) === expected, 'not drawn');

    it('draws what they describe as one map, and lists what it does not show', async () => {
      const element = await showFiles([WRANGLER, COMPOSE]);
      await drawn(element, '0 3 * * * | Cloudflare Edge | <b>shop</b> | db');
      expect(text(element, '.note')).to.equal('Not on the map: wrangler.toml: teapot');
      expect(all(element, 'b')).to.have.length(0);
      // Kinds that most maps have none of come with the words for them.
      await waitUntil(() => nameOf(node(element, 'cron'))?.startsWith('0 3 * * *, Schedule') === true);
      await expectAccessible(element);
    });

    it('draws others in their place, and says what is wrong with them', async () => {
      const element = await showFiles([WRANGLER]);
      await drawn(element, '0 3 * * * | Cloudflare Edge | <b>shop</b>');
      element.files = [COMPOSE];
      await drawn(element, 'db');
      element.files = [{ name: 'wrangler.toml', text: 'name = ' }];
      await waitUntil(() => text(element, '[part=base]').includes('wrangler.toml: line 1: a value is missing'));
      element.files = null;
      await waitUntil(() => all(element, '[role=option]').length === 0);
    });
  });

  it('shows what is edited on the same page before it is saved', async () => {
    const store = fakeStore();
    const element = await show(store);
    const topology = { nodes: [{ id: 'a', name: 'Only one', kind: 'worker' }], connections: [] };
    store.preview(sampleConfig({ topology }));
    await waitUntil(() => text(element, '[role=option] .name') === 'Only one');
    store.preview(null);
    await waitUntil(() => all(element, '[role=option]').length === 7);
  });

  it('says what its marks mean, of those that it shows', async () => {
    const store = fakeStore();
    const element = await show(store);
    expect(text(element, '.legend li')).to.equal('active');
    store.setRun(endedRun('failure'));
    await settled(element);
    expect(text(element, '.legend li')).to.equal('hit by the failure');
    store.setRun(null);
    await settled(element);
    expect(all(element, '.legend')).to.have.length(0);
    store.setRun(endedRun());
    element.withoutLegend = true;
    await settled(element);
    expect(all(element, '.legend')).to.have.length(0);
  });

  it('needs no style attribute, which a strict policy forbids', async () => {
    const element = await show(fakeStore());
    node(element, 'worker').click();
    await opened(element);
    expect(all(element, '[style]')).to.have.length(0);
  });

  // Last of all: once a page has a pipeline of its own, it has one.
  it('given what to show, asks no pipeline for anything on a page that has one', async () => {
    setDefaultSrc('https://ci.test/api/pipelines/shop');
    const element = await showTopology(DEFAULT_TOPOLOGY);
    expect(element.store).to.equal(null);
    expect(all(element, '[role=option]')).to.have.length(7);
    expect(all(element, '.note')).to.have.length(0);
  });
});
