import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { RunHead } from '../../protocol/index.ts';
import {
  endedRun,
  expectAccessible,
  type FakeActions,
  fakeStore,
  type FakeStore,
  sampleConfig,
  sampleHead,
  sampleRun,
  waitUntil,
} from '../shared/testing.ts';
import { prefer } from '../shared/testing/media.ts';
import { ProblemError } from '../store/problem.ts';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import './define.ts';
import type { PipelineDashboard } from './index.ts';

const ours = { source: 'simulated' } as const;
const refusal = new ProblemError({
  type: 'about:blank',
  title: 'Forbidden',
  status: 403,
  detail: 'A token is needed.',
});

interface Scene {
  dashboard: PipelineDashboard;
  store: FakeStore;
  root: ShadowRoot;
  button: (words: string) => HTMLButtonElement | undefined;
  text: () => string;
}

async function scene(actions: FakeActions = {}, snapshot: Parameters<typeof fakeStore>[0] = {}): Promise<Scene> {
  const store = fakeStore(
    { run: endedRun('success', ours), ...snapshot },
    { revisions: () => Promise.resolve([]), ...actions },
  );
  const dashboard = await fixture<PipelineDashboard>(html`<pipeline-dashboard .store=${store}></pipeline-dashboard>`);
  const root = dashboard.renderRoot as ShadowRoot;
  return {
    dashboard,
    store,
    root,
    button: (words) =>
      [...root.querySelectorAll('button')].find((one) => !one.hidden && one.innerText.trim().startsWith(words)),
    text: () => root.querySelector<HTMLElement>('[part=base]')?.innerText ?? '',
  };
}

const called = ({ calls }: FakeStore, action: string): unknown[] =>
  calls.filter(({ name }) => name === action).map(({ args }) => args);

describe('<pipeline-dashboard>', () => {
  // Colours are judged when they have arrived, not on their way.
  beforeEach(() => prefer({ colorScheme: 'light', reducedMotion: 'reduce' }));
  after(() => prefer({ colorScheme: 'light', reducedMotion: 'no-preference' }));

  it('says what the pipeline is and how it stands, and feeds all its sections', async () => {
    const { dashboard, root, store, text } = await scene({}, { viewers: 3 });
    expect(root.querySelector('h2')?.innerText).to.equal('Shop');
    expect(text()).to.contain('From a push to production, live.');
    expect(text()).to.match(/Succeeded\s+Run #42\s+Live\s+3 viewers/);
    const labels = [...root.querySelectorAll('section')].map(
      (section) => section.getAttribute('aria-label') ?? section.querySelector('h3')?.textContent,
    );
    expect(labels).to.deep.equal(['Pipeline', 'Earlier runs', 'Infrastructure', 'Log', 'Settings']);
    for (const tag of ['pipeline-visualizer', 'infra-map', 'log-viewer', 'config-editor'] as const) {
      await waitUntil(() => root.querySelector(tag)?.store === store, tag);
    }
    await expectAccessible(dashboard);
  });

  it('follows the title and the description as they are saved', async () => {
    const { root, store, text } = await scene();
    store.patch({ config: sampleConfig({ title: 'Market', description: 'Sells everything.', revision: 4 }) });
    await waitUntil(() => root.querySelector('h2')?.innerText === 'Market');
    expect(text()).to.contain('Sells everything.');
  });

  it('starts a run, and cannot start another until it has ended', async () => {
    let answer: (head: RunHead) => void = () => {};
    const { dashboard, store, button } = await scene({ trigger: () => new Promise((resolve) => (answer = resolve)) });
    button('Run pipeline')?.click();
    await waitUntil(() => button('Starting…')?.getAttribute('aria-disabled') === 'true');
    button('Starting…')?.click();
    answer(sampleHead({ id: 'r43' }));
    store.setRun(sampleRun({ id: 'r43', number: 43, ...ours }));
    await waitUntil(() => button('Running…')?.getAttribute('aria-disabled') === 'true');
    button('Running…')?.click();
    await expectAccessible(dashboard);
    store.setRun(endedRun('success', { id: 'r43', number: 43, ...ours }));
    await waitUntil(() => button('Run pipeline')?.getAttribute('aria-disabled') === 'false');
    expect(called(store, 'trigger')).to.have.length(1);
  });

  it('lets the page start the run itself', async () => {
    const { dashboard, store, button } = await scene();
    dashboard.addEventListener('pw-trigger', (event) => event.preventDefault(), { once: true });
    const heard = oneEvent(dashboard, 'pw-trigger');
    button('Run pipeline')?.click();
    expect(await heard).to.include({ bubbles: true, composed: true, cancelable: true });
    expect(called(store, 'trigger')).to.deep.equal([]);
    expect(button('Run pipeline')?.getAttribute('aria-disabled')).to.equal('false');
  });

  it('cancels a run, and hands the focus on when the button goes', async () => {
    const { store, button, root } = await scene(
      { cancel: () => Promise.resolve(sampleHead()) },
      { run: sampleRun(ours) },
    );
    button('Cancel run')?.focus();
    button('Cancel run')?.click();
    await waitUntil(() => button('Cancelling…'));
    expect(called(store, 'cancel')).to.deep.equal([['r42']]);
    store.setRun(endedRun('success', { conclusion: 'cancelled', ...ours }));
    await waitUntil(() => button('Run pipeline'));
    expect(root.activeElement).to.equal(button('Run pipeline'));
  });

  it('says why a run did not start, until that is closed', async () => {
    const { dashboard, button, text, root } = await scene({ trigger: () => Promise.reject(refusal) });
    button('Run pipeline')?.click();
    await waitUntil(() => text().includes('The run did not start. A token is needed.'));
    expect(root.querySelector('[role=alert]')).not.to.equal(null);
    await expectAccessible(dashboard);
    root.querySelector<HTMLElement>('[aria-label=Close]')?.click();
    await waitUntil(() => !text().includes('A token is needed.'));
  });

  it('offers no button where runs start elsewhere', async () => {
    const { button, text } = await scene({}, { config: sampleConfig({ runner: { kind: 'external' } }) });
    expect(button('Run pipeline')).to.equal(undefined);
    expect(text()).to.contain('Runs start in your CI');
  });

  it('opens and closes the settings, and leaves them out on demand', async () => {
    const { dashboard, button, root } = await scene();
    const editor = (): HTMLElement | null => root.querySelector('#editor');
    expect(button('Settings')?.getAttribute('aria-expanded')).to.equal('true');
    button('Settings')?.click();
    await waitUntil(() => editor()?.hidden);
    expect(button('Settings')?.getAttribute('aria-expanded')).to.equal('false');
    dashboard.withoutEditor = true;
    await waitUntil(() => editor() === null && button('Settings') === undefined);
  });

  it('says once what is wrong when there is nothing to show', async () => {
    const error = { type: 'about:blank', title: 'Not Found', status: 404 };
    const { dashboard, text, root, store } = await scene({}, { ...EMPTY_SNAPSHOT, connection: 'error', error });
    expect(text()).to.contain('There is no pipeline at this address.');
    expect(root.querySelector('section')).to.equal(null);
    await expectAccessible(dashboard);
    root.querySelector('button')?.click();
    expect(called(store, 'reconnect')).to.have.length(1);
  });

  it('asks for a pipeline when it was given none', async () => {
    const dashboard = await fixture<PipelineDashboard>(html`<pipeline-dashboard></pipeline-dashboard>`);
    expect(dashboard.shadowRoot?.querySelector('[part=base]')?.textContent).to.contain('set the attribute src');
  });

  it('leaves hostile text as text, and writes no style attribute', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>1</script>';
    const { root, text } = await scene({}, { config: sampleConfig({ title: hostile, description: hostile }) });
    expect(root.querySelector('h2')?.innerText).to.equal(hostile);
    expect(text()).to.contain(hostile);
    expect(root.querySelector('img, script, [style]')).to.equal(null);
  });

  it('fits 320 px, and is accessible in the dark', async () => {
    await setViewport({ width: 320, height: 700 });
    await prefer({ colorScheme: 'dark', reducedMotion: 'reduce' });
    document.documentElement.style.cssText = 'color-scheme: dark; background: #111317';
    try {
      const { dashboard } = await scene(
        {},
        { run: sampleRun(ours), config: sampleConfig({ title: 'x'.repeat(200), description: 'y'.repeat(400) }) },
      );
      await waitUntil(() => dashboard.offsetHeight > 0);
      expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
      await expectAccessible(dashboard);
    } finally {
      document.documentElement.style.cssText = '';
      await setViewport({ width: 800, height: 600 });
    }
  });
});
