import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Job, Run } from '../../protocol/index.ts';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import {
  endedRun,
  expectAccessible,
  fakeStore,
  type FakeStore,
  sampleJob,
  sampleRun,
  sampleStage,
  START,
  waitUntil,
} from '../shared/testing.ts';
import { Part } from '../shared/part.ts';
import { handling } from '../graph/graph-element.ts';
import './define.ts';
import type { PipelineVisualizer } from './pipeline-visualizer.ts';

const show = (store: FakeStore): Promise<PipelineVisualizer> =>
  fixture(html`<pipeline-visualizer .store=${store}></pipeline-visualizer>`);

const showRun = (run: Run): Promise<PipelineVisualizer> => show(fakeStore({ run }));

const all = <E extends Element = HTMLElement>(element: PipelineVisualizer, selector: string): E[] => [
  ...element.renderRoot.querySelectorAll<E>(selector),
];

const nameOf = (item: Element | null | undefined): string | null =>
  item?.querySelector(':scope > .visually-hidden')?.textContent ?? item?.getAttribute('aria-label') ?? null;

function box(element: PipelineVisualizer, label: string): HTMLElement {
  const found = all(element, '[role=treeitem]').find((item) => nameOf(item)?.startsWith(label));
  if (!found) throw new Error(`There is no "${label}"`);
  return found;
}

const stageOf = (element: PipelineVisualizer, label: string): Element | null | undefined =>
  box(element, label).closest('.column')?.querySelector('.heading');

const click = async (element: PipelineVisualizer, label: string): Promise<void> => {
  box(element, label).click();
  await element.updateComplete;
};

const focused = (element: PipelineVisualizer): string | null => nameOf(element.shadowRoot?.activeElement);

async function press(element: PipelineVisualizer, ...keys: string[]): Promise<string | null> {
  await handling.load();
  for (const key of keys) {
    await sendKeys({ press: key });
    await element.updateComplete;
    await Promise.resolve();
  }
  return focused(element);
}

async function update(element: PipelineVisualizer, store: FakeStore, run: Run): Promise<void> {
  store.setRun(run);
  await Promise.resolve();
  await element.updateComplete;
}

const withJob = (run: Run, id: string, changes: Partial<Job>): Run => ({
  ...run,
  jobs: run.jobs.map((job) => (job.id === id ? { ...job, ...changes } : job)),
});

/** What a person opens is fetched first. */
const opened = (element: PipelineVisualizer): Promise<void> =>
  waitUntil(() => element.renderRoot.querySelector('.details, table'), 'nothing opened');

const tookMinute: Partial<Job> = {
  status: 'completed',
  conclusion: 'success',
  startTime: START,
  endTime: START + 60_000,
};

const text = (element: PipelineVisualizer, selector: string): string =>
  all(element, selector)
    .map((found) => found.textContent?.replace(/\s+/g, ' ').trim())
    .join(' | ');

const TEST = 'test, 3 jobs';

describe('pipeline-visualizer', () => {
  it('shows the stages in their order with all their jobs, also those that have not started', async () => {
    const element = await showRun(sampleRun());
    expect(text(element, '.heading .name')).to.equal('Queued | Building | Testing | Deploying | Live');
    expect(stageOf(element, 'deploy, not started')).to.equal(box(element, 'Deploying'));
    expect(stageOf(element, TEST)).to.equal(box(element, 'Testing, running, 50 percent'));
    expect(all(element, 'path.edge')).to.have.length(6);
  });

  it('runs without work for the page: what turns is a whole picture, which the compositor does alone', async () => {
    const element = await showRun(sampleRun());
    const turning = element.shadowRoot?.getAnimations().map(({ effect }) => (effect as KeyframeEffect).target) ?? [];
    expect(turning).to.not.have.length(0);
    for (const target of turning) expect(target instanceof SVGElement && target.ownerSVGElement).to.equal(null);
  });

  it('looks complete without any job', async () => {
    const element = await showRun(sampleRun({ jobs: [] }));
    expect(all(element, '.placeholder')).to.have.length(5);
    expect(all(element, 'path.edge')).to.have.length(4);
  });

  it('tells which run it is and where it comes from', async () => {
    const element = await showRun(sampleRun({ attempt: 2 }));
    const header = text(element, '[part=header]');
    for (const fact of [
      'Running',
      'Run 42',
      'Show the price with tax',
      'main',
      '9fceb02',
      'by ada',
      'push',
      'attempt 2',
    ]) {
      expect(header).to.contain(fact);
    }
    expect(all<HTMLAnchorElement>(element, 'a').map((link) => link.href)).to.eql([
      'https://github.com/example/shop/actions/runs/42',
    ]);
    expect(all<HTMLTimeElement>(element, 'time')[0]?.dateTime).to.equal(new Date(START).toISOString());
  });

  it('says why a run failed, in words and aloud', async () => {
    const store = fakeStore();
    const element = await show(store);
    await update(element, store, endedRun('failure'));
    expect(text(element, '.reason')).to.equal('Failed in Testing: test (22) exited with code 1');
    expect(text(element, '[role=status].visually-hidden')).to.equal('Run failed in Testing: test (22)');
    expect(nameOf(box(element, 'deploy'))).to.equal('deploy, skipped');
    expect(text(element, '.heading .meta')).to.contain('| 1 failed · 56s | Skipped |');
    expect(box(element, 'deploy').classList.contains('look-failure')).to.equal(false);
  });

  it('touches nothing but the box of a job that changed', async () => {
    const run = sampleRun();
    const store = fakeStore({ run });
    const element = await show(store);
    const deploy = box(element, 'deploy');
    const touched = new Set<Node>();
    const observer = new MutationObserver((records) => records.forEach(({ target }) => touched.add(target)));
    observer.observe(element.renderRoot, { subtree: true, childList: true, attributes: true, characterData: true });
    await update(element, store, withJob(run, 'deploy', { status: 'queued' }));
    for (const record of observer.takeRecords()) touched.add(record.target);
    observer.disconnect();
    expect(box(element, 'deploy, queued')).to.equal(deploy);
    expect(touched.size).to.be.greaterThan(0);
    const own = all(element, 'path.edge').filter((edge) => edge.dataset['edge']?.includes('"job:deploy"'));
    expect([...touched].filter((node) => !deploy.contains(node) && !own.some((edge) => edge === node))).to.eql([]);
  });

  it('counts the time of a job that runs, also after the element was out of the page for a while', async () => {
    const began = Date.now();
    const element = await showRun(withJob(sampleRun(), 'deploy', { status: 'running', startTime: began }));
    const seconds = (): number => parseInt(box(element, 'deploy').querySelector('.meta')?.textContent ?? '');
    await waitUntil(() => seconds() > 0, 'it counts');
    const { parentElement } = element;
    const left = seconds();
    element.remove();
    await waitUntil(() => Date.now() > began + (left + 2) * 1000);
    expect(seconds()).to.equal(left);
    parentElement?.append(element);
    await waitUntil(() => seconds() > left + 1, 'it counts on');
  });

  it('shows the ends of long names, by which the jobs of a matrix differ', async () => {
    const names = ['20', '22'].map((version) => `build-and-test (ubuntu-latest with docker, node ${version})`);
    const jobs = names.map((name) => sampleJob(name, { name, stage: 'testing' }));
    const element = await showRun(sampleRun({ jobs }));
    await click(element, 'build-and-test');
    const cards = all(element, '.job');
    expect(cards.map(nameOf)).to.eql(names.map((name) => `${name}, not started`));
    expect(cards.map((card) => card.querySelector<HTMLElement>('.name')?.title)).to.eql(names);
    for (const card of cards) {
      const range = document.createRange();
      const ends = card.querySelector('.ends');
      if (ends?.firstElementChild) range.selectNodeContents(ends);
      if (ends?.firstElementChild) range.setStartAfter(ends.firstElementChild);
      expect(range.toString()).to.match(/, 2[02]$/);
      expect(range.getBoundingClientRect().width).to.be.greaterThan(20);
      expect(range.getBoundingClientRect().right).to.be.at.most(card.getBoundingClientRect().right);
    }
  });

  it('keeps every box in its place when jobs arrive', async () => {
    const run = sampleRun();
    const store = fakeStore({ run });
    const element = await show(store);
    const places = () => new Map(all(element, '[role=treeitem]').map((item) => [item, item.getBoundingClientRect()]));
    const before = places();
    await update(element, store, { ...run, jobs: [sampleJob('audit', { stage: 'building' }), ...run.jobs] });
    const after = places();
    expect(after.size).to.equal(before.size + 1);
    for (const [item, { x, y, width }] of before) expect(after.get(item)).to.include({ x, y, width });
  });

  it('draws each edge from card to card, at any width', async () => {
    for (const width of [1400, 900]) {
      await setViewport({ width, height: 600 });
      const element = await showRun(sampleRun());
      const card = (label: string) => box(element, label).getBoundingClientRect();
      const edge = all<SVGPathElement>(element, 'path.edge').find(
        (path) => path.dataset['edge'] === '["job:lint","job:deploy"]',
      );
      const matrix = edge?.getScreenCTM();
      const at = (length: number) => edge?.getPointAtLength(length).matrixTransform(matrix ?? undefined);
      const [from, to] = [card('lint'), card('deploy')];
      expect(at(0)?.x).to.be.closeTo(from.right ?? NaN, 1.5);
      expect(at(0)?.y).to.be.closeTo((from.top ?? NaN) + (from.height ?? NaN) / 2, 1.5);
      expect(at(edge?.getTotalLength() ?? NaN)?.x).to.be.closeTo(to.left ?? NaN, 1.5);
      expect(at(edge?.getTotalLength() ?? NaN)?.y).to.be.closeTo((to.top ?? NaN) + (to.height ?? NaN) / 2, 1.5);
    }
  });

  it('folds a matrix into one box and leaves it as a person put it', async () => {
    const run = sampleRun();
    const store = fakeStore({ run });
    const element = await show(store);
    expect(box(element, TEST).getAttribute('aria-expanded')).to.equal('false');
    expect(text(element, '.fold .meta')).to.equal('2 of 3 done');
    expect(() => box(element, 'test (20)')).to.throw();

    await click(element, TEST);
    expect(stageOf(element, 'test (20), succeeded')).to.equal(box(element, 'Testing'));
    expect(text(element, '.entry.open .job .name')).to.equal('18 | 20 | 22');
    await update(element, store, { ...run, id: 'r43', number: 43 });
    expect(box(element, TEST).getAttribute('aria-expanded')).to.equal('true');

    await click(element, TEST);
    expect(() => box(element, 'test (20)')).to.throw();
  });

  it('tells the page and the other elements what was selected, and shows all that is known of it', async () => {
    const steps = [
      { number: 1, name: 'Upload', status: 'running', conclusion: null, startTime: START, endTime: null },
    ] as const;
    const run = withJob(sampleRun(), 'deploy', { status: 'running', startTime: START, runner: 'ubuntu-24.04', steps });
    const store = fakeStore({ run });
    const element = await show(store);
    setTimeout(() => void click(element, 'deploy'));
    const event = await oneEvent(element, 'pw-select');
    expect(event).to.include({ kind: 'job', id: 'deploy', run: 'r42', bubbles: true, composed: true });
    expect(store.getSnapshot().selection).to.eql({ kind: 'job', id: 'deploy' });
    await opened(element);
    const details = text(element, '.details');
    for (const fact of [
      'deploy',
      'Running',
      'Deploying',
      'ubuntu-24.04',
      'production',
      'lint, test (18), test (20), test (22)',
      'Upload',
    ]) {
      expect(details).to.contain(fact);
    }
    expect(box(element, 'deploy').getAttribute('aria-selected')).to.equal('true');

    setTimeout(() => void click(element, 'deploy'));
    expect(await oneEvent(element, 'pw-select')).to.include({ kind: 'job', id: null });
    expect(store.getSnapshot().selection).to.equal(null);
  });

  it('says how long a job takes otherwise, and how long a running one has still to go', async () => {
    const minute = 60_000;
    const runs = ['a', 'b', 'c'].map((id) => endedRun('success', { id, jobs: [sampleJob('lint', tookMinute)] }));
    const store = fakeStore(
      {
        run: withJob(sampleRun(), 'lint', { status: 'running', conclusion: null, startTime: Date.now() - minute * 3 }),
      },
      {
        history: () => Promise.resolve({ runs, next: null }),
        fetch: (path) => Promise.resolve(Response.json(runs.find(({ id }) => path === `runs/${id}`))),
      },
    );
    const element = await show(store);
    store.select({ kind: 'job', id: 'lint' });
    await waitUntil(() => text(element, '.details').includes('Usually 1m 00s, 2m 0'), 'nothing is known');
  });

  it('says whether a job is on the critical path', async () => {
    const store = fakeStore({ run: endedRun('failure') });
    const element = await show(store);
    store.select({ kind: 'job', id: 'build' });
    await opened(element);
    expect(text(element, '.details')).to.contain('Critical path on it');
    store.select({ kind: 'job', id: 'lint' });
    await waitUntil(() => text(element, '.details .title') === 'lint');
    expect(text(element, '.details')).not.to.contain('Critical path');
  });

  it('shows what was selected elsewhere on the page', async () => {
    const store = fakeStore();
    const element = await show(store);
    store.select({ kind: 'job', id: 'test/22' });
    await opened(element);
    expect(box(element, TEST).getAttribute('aria-selected')).to.equal('true');
    expect(text(element, '.details .title')).to.equal('test (22)');
  });

  it('can be walked through with the keyboard, and leaves the focus where it belongs', async () => {
    const element = await showRun(sampleRun());
    expect(all(element, '[role=treeitem][tabindex="0"]')).to.have.length(1);
    await sendKeys({ press: 'Tab' });
    while (element.shadowRoot?.activeElement?.getAttribute('role') !== 'treeitem') await sendKeys({ press: 'Tab' });
    expect(focused(element)).to.match(/^Queued/);
    expect(await press(element, 'ArrowRight', 'ArrowDown')).to.match(/^build, succeeded/);
    expect(await press(element, 'ArrowRight')).to.match(/^test, 3 jobs/);
    expect(await press(element, 'Enter', 'ArrowDown')).to.match(/^test \(18\)/);
    expect(await press(element, 'ArrowRight')).to.match(/^deploy, not started/);
    expect(await press(element, 'Home')).to.match(/^Deploying/);
    expect(await press(element, 'l')).to.match(/^Live/);
    await sendKeys({ down: 'Control' });
    expect(await press(element, 'Home')).to.match(/^Queued/);
    await sendKeys({ up: 'Control' });
    expect(all(element, '[role=treeitem][tabindex="0"]')).to.have.length(1);

    await press(element, 'ArrowRight', 'ArrowDown', 'Enter');
    await waitUntil(() => focused(element) === 'build', 'the details did not take the focus');
    all(element, '.details button')[0]?.click();
    await element.updateComplete;
    await Promise.resolve();
    expect(focused(element)).to.match(/^build, succeeded/);
    expect(all(element, '.details')).to.have.length(0);
  });

  it('is readable and operable as a table too', async () => {
    const element = await showRun(sampleRun());
    all(element, '[aria-label="Show as table"]')[0]?.click();
    await opened(element);
    expect(element.view).to.equal('table');
    expect(text(element, 'tbody th')).to.equal(
      'Queued | Building | build | lint | Testing | test (18) | test (20) | test (22) | Deploying | deploy | Live',
    );
    all(element, '.link')
      .find((link) => link.textContent?.trim() === 'lint')
      ?.click();
    await waitUntil(() => text(element, '.details .title') === 'lint', 'no details');
    await expectAccessible(element);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible with a failed run, unfolded and selected, in ${colorScheme}`, async () => {
      document.documentElement.style.colorScheme = colorScheme;
      const element = await showRun(endedRun('failure'));
      await click(element, TEST);
      await click(element, 'test (22)');
      await opened(element);
      await expectAccessible(element);
      document.documentElement.style.colorScheme = '';
    });

    it(`is accessible with a run that waits for somebody, in ${colorScheme}`, async () => {
      document.documentElement.style.colorScheme = colorScheme;
      await expectAccessible(
        await showRun(withJob(sampleRun(), 'deploy', { status: 'waiting', waitReason: 'approval' })),
      );
      document.documentElement.style.colorScheme = '';
    });
  }

  it('stacks its stages on a narrow page, and nothing sticks out', async () => {
    await setViewport({ width: 320, height: 700 });
    const element = await showRun(endedRun('failure'));
    await click(element, TEST);
    const tops = all(element, '.column').map((stage) => stage.getBoundingClientRect());
    expect(tops.map(({ left }) => left).every((left) => left === tops[0]?.left)).to.equal(true);
    expect(tops.map(({ top }) => top)).to.eql(tops.map(({ top }) => top).toSorted((a, b) => a - b));
    expect(document.documentElement.scrollWidth).to.equal(document.documentElement.clientWidth);
    expect(all(element, '.viewport')[0]?.scrollWidth).to.be.at.most(320);
    await expectAccessible(element);
    await setViewport({ width: 1000, height: 700 });
  });

  it('has a form for each way in which there is nothing to show', async () => {
    const empty = await show(fakeStore({ run: null }));
    expect(text(empty, '[part=empty]')).to.contain('No run yet');
    const loading = await show(fakeStore({ ...EMPTY_SNAPSHOT, connection: 'connecting', run: null }));
    expect(text(loading, '[part=empty]')).to.equal('Connecting…');
    expect(loading.getBoundingClientRect().height).to.be.at.least(200);
    const problem = { type: 'about:blank', title: 'Forbidden', status: 403 };
    const forbidden = await show(fakeStore({ run: null, connection: 'error', error: problem }));
    expect(text(forbidden, '[role=alert]')).to.contain('not allowed');
    const stale = await show(fakeStore({ connection: 'stale', lastHeard: START }));
    expect(text(stale, '.note')).to.contain('No news since');
    expect(all(stale, '.column')).to.have.length(5);
    await expectAccessible(empty);
    await expectAccessible(forbidden);
  });

  it('needs no server for plain data', async () => {
    const element = await fixture<PipelineVisualizer>(
      html`<pipeline-visualizer .run=${sampleRun()}></pipeline-visualizer>`,
    );
    expect(all(element, '.column')).to.have.length(5);
    await click(element, 'build');
    await opened(element);
    expect(text(element, '.details .title')).to.equal('build');
  });

  it('takes hostile names for what they are: text', async () => {
    const hostile = '<img src=x onerror="window.pwned=1">"\'${}';
    const run = sampleRun({
      title: hostile,
      ref: hostile,
      actor: hostile,
      url: 'javascript:alert(1)',
      stages: [sampleStage(hostile, { name: hostile, status: 'running' })],
      jobs: [
        sampleJob(hostile, {
          name: hostile,
          stage: hostile,
          needs: [hostile],
          failureReason: hostile,
          status: 'completed',
          conclusion: 'failure',
        }),
      ],
    });
    const element = await showRun(run);
    await click(element, `${hostile}, failed`);
    expect(text(element, '.job .name')).to.equal(hostile);
    expect(all(element, 'img, script, a')).to.have.length(0);
    expect('pwned' in window).to.equal(false);
  });

  it('needs no style attribute, which a strict policy forbids', async () => {
    const element = await showRun(endedRun('failure'));
    await click(element, TEST);
    await click(element, 'test (22)');
    await opened(element);
    expect(all(element, '[style]')).to.have.length(0);
  });

  it('renders 500 jobs', async () => {
    const stages = ['build', 'test', 'check', 'deploy'];
    const jobs = stages.flatMap((stage, index) =>
      Array.from({ length: 125 }, (_, job) =>
        sampleJob(`${stage} ${job}`, { stage, needs: index > 0 ? [`${stages[index - 1]} ${(job * 7) % 125}`] : [] }),
      ),
    );
    const element = await showRun(sampleRun({ stages: stages.map((id) => sampleStage(id)), jobs }));
    expect(all(element, '.viewport')[0]?.clientHeight).to.be.below(innerHeight);
    expect(all(element, '.job').length).to.be.within(20, 260);
    expect(all(element, '.crowd > .edge')).not.to.have.length(0);

    const viewport = all(element, '.viewport')[0];
    viewport?.scrollTo({ top: viewport.scrollHeight });
    await waitUntil(() => all(element, '.job .name').some((name) => name.textContent === 'build 124'), 'not drawn');

    dispatchEvent(new Event('beforeprint'));
    await element.updateComplete;
    expect(all(element, '.job')).to.have.length(500);
    expect(all(element, '.crowd > .edge')).not.to.have.length(0);
    dispatchEvent(new Event('afterprint'));
    await waitUntil(() => all(element, '.job').length <= 260, 'all of it is still drawn');

    all(element, '[role=treeitem]')[0]?.focus();
    await sendKeys({ down: 'Control' });
    await press(element, 'End');
    await sendKeys({ up: 'Control' });
    await waitUntil(() => focused(element)?.startsWith('deploy '), 'the last one has not got the focus');
    await expectAccessible(element);
  });

  it('draws all of a large graph where what finds the visible part cannot be fetched', async () => {
    handling.failed = true;
    const jobs = Array.from({ length: 300 }, (_, job) => sampleJob(`job ${job}`, { stage: 'all' }));
    const element = await showRun(sampleRun({ stages: [sampleStage('all')], jobs }));
    expect(all(element, '.job')).to.have.length(300);
    expect(all(element, '[role=treeitem][tabindex="0"]')).to.have.length(301);
    handling.failed = false;
  });

  it('says what could not be fetched, and tries again when asked to', async () => {
    const element = await show(fakeStore());
    let works = false;
    const part = new Part(() => (works ? import('./opened/index.ts') : Promise.reject(new Error('no network'))));
    Object.defineProperty(element, 'opened', { value: part });
    await click(element, 'build');
    await waitUntil(() => text(element, '[role=alert]').includes('could not be loaded'), 'nothing is said');
    expect(all(element, '.details')).to.have.length(0);
    works = true;
    all(element, '[role=alert] button')[0]?.click();
    await opened(element);
    expect(text(element, '.details .title')).to.equal('build');
    expect(all(element, '[role=alert]')).to.have.length(0);
  });
});
