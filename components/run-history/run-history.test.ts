import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { RunSummary } from '../../protocol/index.ts';
import { localProblem, ProblemError } from '../store/problem.ts';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import {
  endedRun,
  expectAccessible,
  type FakeActions,
  fakeStore,
  sampleRun,
  START,
  waitUntil,
} from '../shared/testing.ts';
import '../pipeline-badge/define.ts';
import type { PipelineBadge } from '../pipeline-badge/index.ts';
import '../pipeline-provider/define.ts';
import type { PipelineProvider } from '../pipeline-provider/index.ts';
import './define.ts';
import type { RunHistory } from './run-history.ts';

const earlier = (number: number, changes: Partial<RunSummary> = {}): RunSummary =>
  endedRun(changes.conclusion === 'failure' ? 'failure' : 'success', {
    id: `r${number}`,
    number,
    sha: `sha${number}`,
    duration: 100_000,
    ...changes,
  });

const RUNS = [earlier(41), earlier(40, { conclusion: 'failure', sha: 'sha39' }), earlier(39), earlier(38)];

const page =
  (runs: readonly RunSummary[] = RUNS): NonNullable<FakeActions['history']> =>
  () =>
    Promise.resolve({ runs, next: null });

async function show(store = fakeStore({}, { history: page() }), count = 5): Promise<RunHistory> {
  const element = await fixture<RunHistory>(html`<run-history .store=${store}></run-history>`);
  await waitUntil(() => options(element).length === count, 'the runs did not come');
  return element;
}

const options = (element: RunHistory): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[role=option]'),
];
const names = (element: RunHistory): string[] =>
  options(element).map((option) => option.getAttribute('aria-label')?.split(', ')[0] ?? '');
const button = (element: RunHistory, label: string): HTMLElement | undefined =>
  [...element.renderRoot.querySelectorAll<HTMLElement>('button')].find(
    (found) => found.ariaLabel === label || found.textContent?.trim() === label,
  );
const text = (element: RunHistory, selector: string): string =>
  element.renderRoot.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('run-history', () => {
  it('shows the runs in the order in which they began, and marks the one that is shown', async () => {
    const element = await show();
    expect(names(element)).to.eql(['Run 38', 'Run 39', 'Run 40', 'Run 41', 'Run 42']);
    expect(options(element).map((option) => option.ariaSelected)).to.eql(['false', 'false', 'false', 'false', 'true']);
    expect(options(element)[2]?.ariaLabel).to.match(/^Run 40, .*, failed, 2 minutes, .*, flaky$/);
    expect(text(element, '[part=header]')).to.contain('usually 1m 40s');
  });

  it('shows the run that a person chooses in all elements, and goes back to live', async () => {
    const store = fakeStore(
      {},
      { history: page(), showRun: (id) => store.patch({ run: id ? earlierRun : sampleRun() }) },
    );
    const earlierRun = endedRun('success', { id: 'r38', number: 38 });
    const element = await show(store);
    setTimeout(() => options(element)[0]?.click());
    expect(await oneEvent(element, 'pw-select')).to.include({ kind: 'run', id: 'r38' });
    expect(store.calls.filter(({ name }) => name === 'showRun')).to.eql([{ name: 'showRun', args: ['r38'] }]);
    await waitUntil(() => options(element)[0]?.ariaSelected === 'true');
    button(element, 'Back to live')?.click();
    await waitUntil(() => options(element)[4]?.ariaSelected === 'true');
    expect(store.calls.at(-1)).to.eql({ name: 'showRun', args: [null] });
    expect(button(element, 'Back to live')).to.equal(undefined);
  });

  it('keeps the run that a person chose in the address, and shows the one that a link names', async () => {
    history.replaceState(null, '', '#run=r38&job=test');
    const store = fakeStore({}, { history: page(), showRun: () => {} });
    const shown = (): unknown => store.calls.findLast(({ name }) => name === 'showRun')?.args[0];
    const element = await fixture<RunHistory>(html`<run-history deep-link .store=${store}></run-history>`);
    await waitUntil(() => shown() === 'r38', 'the link was not followed');
    await waitUntil(() => options(element).length === 5, 'the runs did not come');

    options(element)[1]?.click();
    store.patch({ run: endedRun('success', { id: 'r39', number: 39 }) });
    await waitUntil(() => location.hash === '#job=test&run=r39', 'the address tells of another run');
    button(element, 'Back to live')?.click();
    store.patch({ run: sampleRun() });
    await waitUntil(() => location.hash === '#job=test', 'the address still tells of a run');
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('takes in runs that begin and end meanwhile', async () => {
    const store = fakeStore({}, { history: page() });
    const element = await show(store);
    store.patch({ runs: [sampleRun({ id: 'r43', number: 43 }), endedRun('failure')] });
    await waitUntil(() => options(element).length === 6);
    expect(options(element)[4]?.classList.contains('look-failure')).to.equal(true);
    expect(names(element).at(-1)).to.equal('Run 43');
  });

  it('names the jobs that failed and succeeded on one commit', async () => {
    const runs: Record<string, unknown> = {
      'runs/r39': endedRun('success', { id: 'r39' }),
      'runs/r40': endedRun('failure', { id: 'r40' }),
    };
    const store = fakeStore({}, { history: page() });
    store.fetch = (path) => Promise.resolve(Response.json(runs[path]));
    const element = await show(store);
    await waitUntil(() => text(element, '.flaky') !== '', 'nothing is flaky');
    expect(text(element, '.flaky')).to.equal('Flaky at sha39: test (22)');
  });

  it('is walked through with the keyboard', async () => {
    const store = fakeStore({}, { history: page() });
    const element = await show(store);
    options(element)[4]?.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => element.shadowRoot?.activeElement === options(element)[3]);
    await sendKeys({ press: 'Home' });
    await waitUntil(() => element.shadowRoot?.activeElement === options(element)[0]);
    await sendKeys({ press: 'Enter' });
    expect(store.calls.at(-1)).to.eql({ name: 'showRun', args: ['r38'] });
    expect(options(element).filter((option) => option.tabIndex === 0)).to.have.length(1);
  });

  it('plays an ended run again, in all elements of its provider at once', async () => {
    const run = endedRun('failure');
    const store = fakeStore({ run }, { history: page() });
    const provider = await fixture<PipelineProvider>(html`
      <pipeline-provider .store=${store}
        ><run-history></run-history><pipeline-badge></pipeline-badge
      ></pipeline-provider>
    `);
    const element = provider.querySelector('run-history') as RunHistory;
    const badge = provider.querySelector('pipeline-badge') as PipelineBadge;
    const status = (): string => badge.renderRoot.querySelector('[part=status]')?.textContent?.trim() ?? '';
    await waitUntil(() => button(element, 'Replay'), 'no way to play it');
    expect(status()).to.equal('Failed');

    button(element, 'Replay')?.click();
    await waitUntil(() => button(element, 'Pause'), 'it does not play');
    button(element, 'Pause')?.click();
    const scrubber = element.renderRoot.querySelector<HTMLInputElement>('input[type=range]');
    if (!scrubber) throw new Error('There is no scrubber');
    scrubber.value = '34000';
    scrubber.dispatchEvent(new Event('input'));
    await waitUntil(() => status() === 'Running', 'the badge does not replay');
    expect(badge.store?.getSnapshot().run?.jobs[0]).to.include({ status: 'running', progress: 50 });
    expect(scrubber.getAttribute('aria-valuetext')).to.equal('34s / 2m 02s');
    await expectAccessible(element);

    button(element, 'Close')?.click();
    await waitUntil(() => status() === 'Failed', 'it does not end');
    expect(badge.store).to.equal(store);
    expect(element.renderRoot.querySelector('.replay')).to.equal(null);
  });

  it('says so when earlier runs cannot be had, and tries again', async () => {
    let answer = page([]);
    const store = fakeStore({}, { history: () => answer() });
    answer = () => Promise.reject(new ProblemError(localProblem('Broken')));
    const element = await show(store, 1);
    await waitUntil(() => text(element, '.note').includes('could not be fetched'));
    answer = page();
    element.renderRoot.querySelector<HTMLElement>('.note button')?.click();
    await waitUntil(() => options(element).length === 5);
    expect(text(element, '.note')).to.equal('');
  });

  it('has a form for each way in which there is nothing to show', async () => {
    const empty = await fixture<RunHistory>(html`<run-history .store=${fakeStore({ run: null })}></run-history>`);
    expect(text(empty, '[part=empty]')).to.contain('No runs yet');
    const loading = await fixture<RunHistory>(
      html`<run-history .store=${fakeStore({ ...EMPTY_SNAPSHOT, connection: 'connecting', run: null })}></run-history>`,
    );
    expect(text(loading, '[part=empty]')).to.equal('Connecting…');
    const stale = await show(fakeStore({ connection: 'stale', lastHeard: START }, { history: page() }), 1);
    expect(text(stale, '.note')).to.contain('No news since');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible, also at 320 px and to the left, in ${colorScheme}`, async () => {
      document.documentElement.style.colorScheme = colorScheme;
      await setViewport({ width: 320, height: 700 });
      document.documentElement.dir = 'rtl';
      const runs = Array.from({ length: 30 }, (_, index) => earlier(12 + index));
      const element = await show(fakeStore({}, { history: page(runs) }), 31);
      await expectAccessible(element);
      expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
      const newest = options(element).at(-1)?.getBoundingClientRect();
      expect(newest?.left).to.be.at.least(0);
      expect(newest?.width).to.be.at.least(24);
      document.documentElement.dir = '';
      document.documentElement.style.colorScheme = '';
      await setViewport({ width: 1000, height: 700 });
    });
  }
});
