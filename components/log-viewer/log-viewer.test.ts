import { aTimeout, expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { LogLine } from '../../protocol/index.ts';
import { EMPTY_SNAPSHOT } from '../store/snapshot.ts';
import type { PwSelectEvent } from '../shared/events.ts';
import { Part } from '../shared/part.ts';
import {
  endedRun,
  expectAccessible,
  fakeStore,
  type FakeStore,
  sampleJob,
  sampleLine,
  sampleLines,
  sampleRun,
  START,
  waitUntil,
} from '../shared/testing.ts';
import './define.ts';
import type { LogViewer } from './log-viewer.ts';

const ESC = '\x1b[';

const STEP = { status: 'completed', conclusion: 'success', startTime: null, endTime: null } as const;

const root = (element: LogViewer): ShadowRoot => element.shadowRoot as ShadowRoot;
const find = <E extends Element = HTMLElement>(element: LogViewer, selector: string): E => {
  const found = root(element).querySelector<E>(selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
};
const has = (element: LogViewer, selector: string): boolean => root(element).querySelector(selector) !== null;
const rows = (element: LogViewer): HTMLElement[] => [...root(element).querySelectorAll<HTMLElement>('.row')];
const messages = (element: LogViewer): string[] =>
  rows(element).map((row) => (row.querySelector('.message')?.textContent ?? '').trim());
const numbers = (element: LogViewer): number[] =>
  rows(element).map((row) => Number(row.querySelector('.number')?.textContent));
const label = (element: LogViewer, name: string): HTMLButtonElement => find(element, `button[aria-label="${name}"]`);

/** Waits until something is so, and says what was there instead. What is not in the document yet is not so. */
async function eventually(is: () => boolean, what: () => unknown = () => ''): Promise<void> {
  let thrown = '';
  const isNow = (): boolean => {
    try {
      return is();
    } catch (error) {
      thrown = String(error);
      return false;
    }
  };
  await waitUntil(isNow).catch(() => {
    throw new Error(`Not so: ${is.toString()} ${JSON.stringify(what())} ${thrown}`);
  });
}

/** Shows lines of a store, and waits until they are there. */
async function viewer(store: FakeStore | null, lines: readonly LogLine[] = []): Promise<LogViewer> {
  if (store && lines.length > 0) store.patch({ log: { run: 'r42', lines, total: lines.at(-1)?.line ?? 0 } });
  const element = await fixture<LogViewer>(html`<log-viewer .store=${store}></log-viewer>`);
  if (lines.length > 0) await shown(element, lines.length);
  return element;
}

async function plain(lines: readonly string[], attributes = html`<log-viewer></log-viewer>`): Promise<LogViewer> {
  const element = await fixture<LogViewer>(attributes);
  element.append(lines);
  await shown(element, lines.length);
  return element;
}

const selection = async (element: LogViewer): Promise<PwSelectEvent> => {
  const event: Event = await oneEvent(element, 'pw-select');
  return event as PwSelectEvent;
};

/** How many lines there are, as the toolbar knows it by their types. */
const counted = (element: LogViewer): number =>
  [...root(element).querySelectorAll('button.type')]
    .map(({ ariaLabel }) => Number(/: ([\d,]+) line/.exec(ariaLabel ?? '')?.[1]?.replaceAll(',', '')))
    .reduce((sum, count) => sum + count, 0);

/** All these lines are there, and the toolbar knows of them. */
async function shown(element: LogViewer, count: number): Promise<void> {
  await eventually(
    () => rows(element).length > 0 && counted(element) === count,
    () => counted(element),
  );
  await settled();
}

/** Two frames: one draws, the other has been drawn. */
async function settled(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

const texts = (count: number): string[] => Array.from({ length: count }, (_, at) => `text ${at + 1}`);

async function scrollTo(element: LogViewer, top: number): Promise<void> {
  find(element, '.scroller').scrollTop = top;
  await settled();
}

/** The person comes to the log with the keyboard or the pointer, and what that takes has come too. */
async function enter(element: LogViewer): Promise<void> {
  find(element, '.scroller').focus();
  await eventually(() => getComputedStyle(find(element, '.number')).cursor === 'pointer');
}

async function openMenu(element: LogViewer): Promise<void> {
  label(element, 'More').click();
  await eventually(() => has(element, '.menu'));
}

const item = (element: LogViewer, name: string): HTMLButtonElement => {
  const found = [...root(element).querySelectorAll<HTMLButtonElement>('.menu button')];
  return found.find(({ innerText }) => innerText.trim() === name) ?? raise(`No ${name}`);
};

function raise(message: string): never {
  throw new Error(message);
}

async function press(key: string, ...modifiers: string[]): Promise<void> {
  for (const modifier of modifiers) await sendKeys({ down: modifier });
  await sendKeys({ press: key });
  for (const modifier of modifiers) await sendKeys({ up: modifier });
}

/** What would be in the clipboard. Not every browser lets a page make a clipboard event that has data. */
function copied(element: LogViewer): string {
  let text = '';
  const event = new Event('copy', { bubbles: true, composed: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: { setData: (_: string, data: string) => (text = data) } });
  find(element, '.scroller').dispatchEvent(event);
  return text;
}

describe('log-viewer', () => {
  // First of all: once the code is here, it stays.
  it('says that what shows a log could not be had, and loses nothing until it can', async () => {
    const { load } = Part.prototype;
    Part.prototype.load = function () {
      this.failed = true;
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    const element = await fixture<LogViewer>(html`<log-viewer></log-viewer>`);
    element.append(['one', 'two']);
    element.append(['three']);
    expect(find(element, '[role=alert]').innerText).to.contain('This could not be loaded.');
    Part.prototype.load = load;
    find(element, '[role=alert] button').click();
    await shown(element, 3);
    expect(messages(element)).to.deep.equal(['one', 'two', 'three']);
    expect(has(element, '[role=alert]')).to.equal(false);
  });

  beforeEach(() => setViewport({ width: 1000, height: 700 }));

  describe('a line', () => {
    it('has its number, time, type, job and text', async () => {
      const store = fakeStore();
      const element = await viewer(store, [
        sampleLine(7, {
          type: 'error',
          job: 'test/22',
          stage: 'testing',
          message: `${ESC}31mboom${ESC}0m`,
          timestamp: START,
        }),
        sampleLine(8, { job: 'build' }),
      ]);
      const [row] = rows(element);
      expect(row?.querySelector('.number')?.textContent).to.equal('7');
      expect(row?.querySelector('.time')?.textContent).to.match(/^\d\d:\d\d:\d\d\.000$/);
      expect(row?.querySelector('.type')?.textContent?.trim()).to.equal('Error');
      expect(row?.querySelector('.origin')?.textContent).to.equal('test (22)');
      expect(row?.querySelector('.message span')?.textContent).to.equal('boom');
    });

    it('shows what a terminal would, and markup as what it is', async () => {
      const element = await plain(['10%\r100%', '<img src=x onerror="alert(1)">', `${ESC}38;2;255;255;0mtrue${ESC}0m`]);
      expect(messages(element)).to.deep.equal(['100%', '<img src=x onerror="alert(1)">', 'true']);
      const colour = getComputedStyle(find(element, '.message span')).color;
      expect(colour).to.not.equal('rgb(255, 255, 0)'); // Not to be read on white.
      expect(colour).to.not.equal(getComputedStyle(find(element, '.message')).color);
    });

    it('links to what may be linked to', async () => {
      const element = await plain(['\x1b]8;;javascript:alert(1)\x07evil\x1b]8;;\x07', 'see https://example.com/docs.']);
      const links = [...root(element).querySelectorAll('a')];
      expect(links.map((link) => [link.href, link.rel])).to.deep.equal([
        ['https://example.com/docs', 'noopener noreferrer nofollow'],
      ]);
    });

    it('has its time in other formats', async () => {
      const store = fakeStore();
      const element = await viewer(store, [sampleLine(1, { timestamp: START + 61_042 })]);
      const time = (): string => find(element, '.time').textContent ?? '';
      element.timestamps = 'relative';
      await eventually(() => time() === '+1:01.042', time);
      element.timestamps = 'iso';
      await eventually(() => time() === '2023-11-14T22:14:21.042Z', time);
      element.timestamps = 'off';
      await eventually(() => getComputedStyle(find(element, '.time')).display === 'none');
    });

    it('of 200,000 characters is drawn in part until all of it is asked for', async () => {
      const element = await plain(['x'.repeat(200_000)]);
      expect(messages(element)[0]).to.match(/^x{5000}Show 195,000 more characters$/);
      find(element, '.more').click();
      await eventually(() => messages(element)[0]?.length === 200_000);
    });
  });

  describe('the tail', () => {
    it('is followed until the person scrolls up; then the button says what came', async () => {
      const store = fakeStore();
      const element = await viewer(store, sampleLines(200));
      expect(numbers(element).at(-1)).to.equal(200);
      store.addLines(sampleLines(50, 201));
      await eventually(() => numbers(element).at(-1) === 250);
      expect(has(element, '.latest')).to.equal(false);

      await scrollTo(element, 0);
      store.addLines([...sampleLines(41, 251), sampleLine(292, { type: 'error' })]);
      await eventually(() => has(element, '.unread.errors'));
      expect(numbers(element)[0]).to.equal(1);
      expect(find(element, '.latest').innerText.replace(/\s+/g, ' ')).to.equal('Jump to latest 42 new lines 1 error');

      find(element, '.latest').click();
      await eventually(() => numbers(element).at(-1) === 292);
      await eventually(() => !has(element, '.latest'));
      store.addLines(sampleLines(10, 293));
      await eventually(() => numbers(element).at(-1) === 302);
    });

    it('is followed again when the person scrolls to it', async () => {
      const element = await plain(texts(300));
      await scrollTo(element, 0);
      await scrollTo(element, 1e6);
      element.append(texts(100));
      await eventually(() => numbers(element).at(-1) === 400);
    });

    it('begins anew with another run', async () => {
      const store = fakeStore();
      const element = await viewer(store, sampleLines(300));
      await scrollTo(element, 0);
      const lines = sampleLines(5, 1, { run: 'r43', message: 'new' });
      store.patch({ log: { run: 'r43', lines, total: 5 } });
      await eventually(() => messages(element).join() === Array(5).fill('new').join());
    });

    it('of a failed run that has ended is not what is opened, but its first error', async () => {
      const store = fakeStore({ run: endedRun('failure') });
      const lines = sampleLines(500).map((line) => (line.line === 100 ? { ...line, type: 'error' as const } : line));
      const element = await viewer(store, lines);
      await eventually(() => numbers(element).includes(100));
      expect(numbers(element)).to.not.include(500);
    });
  });

  describe('a million lines', () => {
    it('stay in few elements, and every one can be reached', async function () {
      this.timeout(60_000);
      const element = await plain(texts(1000));
      for (let part = 1; part < 1000; part++) {
        element.append(texts(1000));
        if (part % 100 === 0) await nextFrame();
      }
      await waitUntil(() => numbers(element).at(-1) === 1_000_000, undefined, { timeout: 50_000 });
      expect(rows(element).length).to.be.lessThan(60);
      const scroller = find(element, '.scroller');
      expect(scroller.scrollHeight).to.be.lessThan(17_000_000); // Firefox' limit.

      element.goToLine(500_001);
      await eventually(() => numbers(element).includes(500_001));
      const before = numbers(element)[0] ?? 0;
      scroller.scrollTop += 40;
      await eventually(
        () => numbers(element)[0] === before + 2,
        () => [before, numbers(element)[0]],
      );
      await scrollTo(element, 0);
      await eventually(() => numbers(element)[0] === 1);
      await scrollTo(element, 1e9);
      await eventually(() => numbers(element).at(-1) === 1_000_000);
      expect(root(element).querySelectorAll('*').length).to.be.lessThan(1500);
    });
  });

  describe('a log of many megabytes', () => {
    const long = (at: number): string => `line ${at} ${at % 10_000 === 77 ? 'needle' : 'straw'} ${'.'.repeat(100)}`;
    const COUNT = 80_000;

    /** Most of it is packed away. */
    async function packed(): Promise<LogViewer> {
      const element = await plain(Array.from({ length: COUNT }, (_, at) => long(at + 1)));
      await eventually(() => numbers(element).at(-1) === COUNT);
      return element;
    }

    it('is shown wherever a person goes', async () => {
      const element = await packed();
      for (const number of [1, 40_000, 79_000, 20_000]) {
        element.goToLine(number);
        await eventually(
          () => messages(element)[numbers(element).indexOf(number)] === long(number),
          () => messages(element),
        );
      }
    });

    it('is searched to the last line, and copied as it is', async () => {
      const element = await packed();
      element.search('needle');
      await eventually(
        () => find(element, '.found').textContent?.endsWith('of 8') ?? false,
        () => find(element, '.found').textContent,
      );
      await eventually(() => messages(element).some((message) => message.includes('needle')));
      await enter(element);
      await press('a', 'Control');
      let text = '';
      const { clipboard } = navigator;
      Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: { writeText: (all: string) => Promise.resolve((text = all)) },
      });
      try {
        find(element, '.copy').click();
        await eventually(() => text !== '');
      } finally {
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
      }
      expect(text === Array.from({ length: COUNT }, (_, at) => long(at + 1)).join('\n')).to.equal(true);
    });
  });

  describe('wrapping', () => {
    it('makes rows as high as their text, and the end can still be seen', async () => {
      const element = await plain(
        texts(300).map((text, at) => (at % 3 === 0 ? `${text} ${'word '.repeat(100)}` : text)),
      );
      element.wrap = true;
      await eventually(() => rows(element).some(({ offsetHeight }) => offsetHeight > 60));
      const scroller = find(element, '.scroller');
      await eventually(() => scroller.scrollWidth === scroller.clientWidth);
      await eventually(() => numbers(element).at(-1) === 300);
      const beyond = (): number =>
        (rows(element).at(-1)?.getBoundingClientRect().bottom ?? NaN) - scroller.getBoundingClientRect().bottom;
      await eventually(() => Math.abs(beyond()) <= 2, beyond);

      await scrollTo(element, 0);
      await eventually(() => numbers(element)[0] === 1);
      const first = rows(element)[0]?.getBoundingClientRect();
      const second = rows(element)[1]?.getBoundingClientRect();
      expect(second?.top).to.be.closeTo(first?.bottom ?? 0, 1);
    });
  });

  describe('groups', () => {
    const lines = ['before', '##[group]Run npm ci', 'inside', '##[endgroup]', 'after'];

    it('fold and unfold by a click', async () => {
      const element = await plain(lines);
      expect(messages(element)).to.deep.equal(['before', 'Run npm ci1 line', 'after']);
      const fold = find(element, '.fold');
      expect(fold.getAttribute('aria-expanded')).to.equal('false');
      fold.click();
      await eventually(
        () => messages(element)[2] === 'inside',
        () => messages(element),
      );
      expect(find(element, '.fold').getAttribute('aria-expanded')).to.equal('true');
    });

    it('say how many lines are in them, also while more come', async () => {
      const element = await plain(['##[group]Run npm ci']);
      expect(messages(element)).to.deep.equal(['Run npm ci']);
      expect(getComputedStyle(find(element, '.fold')).visibility, 'there is nothing to unfold').to.equal('hidden');
      element.append(['one']);
      await eventually(() => messages(element).join() === 'Run npm ci1 line');
      const fold = find(element, '.fold');
      element.append(['two']);
      await eventually(() => messages(element).join() === 'Run npm ci2 lines');
      expect(find(element, '.fold'), 'it stays under the pointer').to.equal(fold);
    });

    it('fold and unfold all at once', async () => {
      const element = await plain([...lines, ...lines]);
      await openMenu(element);
      item(element, 'Unfold all groups').click();
      await eventually(() => rows(element).length === 8);
      await settled();
      item(element, 'Fold all groups').click();
      await eventually(() => rows(element).length === 6);
    });

    it('fold and unfold by keys', async () => {
      const element = await plain(lines);
      await enter(element);
      await press('g');
      await press('ArrowRight');
      await eventually(() => messages(element).includes('inside'));
      await press('ArrowDown');
      await press('ArrowLeft');
      await eventually(() => !messages(element).includes('inside'));
      expect(root(element).activeElement?.querySelector('.message')?.textContent).to.contain('Run npm ci');
    });
  });

  describe('filters', () => {
    const lines = [
      sampleLine(1, { stage: 'building', job: 'build', message: 'a' }),
      sampleLine(2, { stage: 'testing', job: 'test/18', message: 'b', type: 'warn' }),
      sampleLine(3, { stage: 'testing', job: 'test/22', message: 'c', type: 'error' }),
    ];

    it('by what is selected on the page, with a chip that takes it away', async () => {
      const store = fakeStore();
      const element = await viewer(store, lines);
      store.select({ kind: 'job', id: 'test/22' });
      await eventually(() => messages(element).join() === 'c');
      const chip = find<HTMLButtonElement>(element, '.chip');
      expect(chip.innerText.trim()).to.equal('Job: test (22)');
      const cleared = selection(element);
      chip.click();
      expect((await cleared).id).to.equal(null);
      await eventually(() => messages(element).join() === 'a,b,c');
      expect(store.getSnapshot().selection).to.equal(null);
    });

    it('by the stage that is chosen, for the whole page', async () => {
      const store = fakeStore();
      const element = await viewer(store, lines);
      await eventually(() => has(element, 'select[aria-label=Stage]'));
      const select = find<HTMLSelectElement>(element, 'select[aria-label=Stage]');
      expect([...select.options].map(({ label: name }) => name)).to.deep.equal(['All stages', 'Building', 'Testing']);
      select.value = 'testing';
      select.dispatchEvent(new Event('change'));
      await eventually(() => messages(element).join() === 'b,c');
      expect(store.getSnapshot().selection).to.deep.equal({ kind: 'stage', id: 'testing' });
    });

    it('by step of the job that is shown, whose steps are named beside the lines', async () => {
      const build = sampleJob('build', {
        steps: [
          { number: 1, name: 'Set up job', ...STEP },
          { number: 3, name: 'Install', ...STEP },
        ],
      });
      const stepped = [
        sampleLine(1, { job: 'build', step: 1, message: 'a' }),
        sampleLine(2, { job: 'build', step: 3, message: 'b' }),
        sampleLine(3, { job: 'test/18', step: 3, message: 'c' }),
      ];
      const element = await viewer(
        fakeStore({ run: { ...sampleRun(), jobs: [build, sampleJob('test/18')] } }),
        stepped,
      );
      const places = (): string[] => rows(element).map((row) => row.querySelector('.origin')?.textContent ?? '');
      expect(places()).to.deep.equal(['build', 'build', 'test/18']);
      element.job = 'build';
      await eventually(() => places().join() === 'Set up job,Install', places);
      await enter(element);
      const select = find<HTMLSelectElement>(element, 'select[aria-label=Step]');
      expect([...select.options].map(({ label: name }) => name)).to.deep.equal(['All steps', 'Set up job', 'Install']);
      select.value = '3';
      select.dispatchEvent(new Event('change'));
      await eventually(() => messages(element).join() === 'b');
      element.job = null;
      await eventually(() => messages(element).join() === 'a,b,c');
    });

    it('by type', async () => {
      const element = await viewer(fakeStore(), lines);
      label(element, 'Info: 1 line').click();
      label(element, 'Warning: 1 line').click();
      await eventually(() => messages(element).join() === 'c');
      label(element, 'Error: 1 line').click();
      await eventually(() => has(element, '[part=empty]'));
      expect(find(element, '[part=empty]').innerText).to.contain('No line passes the filter.');
      find(element, '[part=empty] button').click();
      await eventually(() => messages(element).join() === 'a,b,c');
    });

    it('by attributes', async () => {
      const store = fakeStore();
      store.patch({ log: { run: 'r42', lines, total: 3 } });
      const element = await fixture<LogViewer>(html`<log-viewer .store=${store} stage="building"></log-viewer>`);
      await eventually(() => messages(element).join() === 'a');
      element.stage = 'elsewhere';
      await eventually(() => has(element, '[part=empty] button'));
    });
  });

  describe('search', () => {
    const found = (element: LogViewer): string => find(element, '.found').textContent ?? '';

    it('opens by Ctrl-F, counts all, goes from match to match and round', async () => {
      const element = await plain(texts(2000));
      await enter(element);
      await press('f', 'Control');
      await eventually(() => root(element).activeElement === find(element, '.find input'));
      await sendKeys({ type: 'text 199' });
      await eventually(
        () => found(element).endsWith('of 11'),
        () => found(element),
      );
      const at = (): number => Number(found(element).split(' ')[0]);
      const first = at();
      await press('Enter');
      await eventually(() => at() === (first % 11) + 1);
      await press('Enter', 'Shift');
      await eventually(() => at() === first);
      await eventually(() => CSS.highlights.get('pw-log-current')?.size === 1);
      await press('Escape');
      await eventually(() => !has(element, '.find'));
      expect(CSS.highlights.get('pw-log-current')?.size ?? 0).to.equal(0);
    });

    it('reaches what is folded', async () => {
      const element = await plain(['##[group]Run', 'needle', '##[endgroup]']);
      expect(messages(element)).to.deep.equal(['Run1 line']);
      element.search('needle');
      await eventually(() => messages(element).includes('needle'));
    });

    it('shows only what matches, counts what comes, and knows expressions', async () => {
      const element = await plain(texts(100));
      element.search('text [12]$', { regex: true });
      await eventually(
        () => found(element).endsWith('of 2'),
        () => found(element),
      );
      label(element, 'Only lines that match').click();
      await eventually(() => messages(element).join() === 'text 1,text 2');
      element.append(['text 1']);
      await eventually(() => messages(element).length === 3);
      element.search('text (', { regex: true });
      await eventually(() => found(element) === 'Not a regular expression');
      expect(find(element, '.find input').getAttribute('aria-invalid')).to.equal('true');
      element.search('nowhere');
      await eventually(() => found(element) === 'No match');
    });

    it('marks matches and errors beside the scrollbar', async () => {
      const element = await plain([...texts(500), 'error: boom', ...texts(499)]);
      element.search('boom');
      await eventually(() => (find(element, '.marks.match path').getAttribute('d') ?? '') !== '');
      expect(find(element, '.marks.error path').getAttribute('d')).to.equal(
        find(element, '.marks.match path').getAttribute('d'),
      );
    });

    it('scrolls across to a match far to the right', async () => {
      const element = await plain([`${'x'.repeat(2000)} needle`]);
      element.search('needle');
      await eventually(() => find(element, '.scroller').scrollLeft > 1000);
    });
  });

  describe("the browser's own search", () => {
    const unseen = (element: LogViewer): HTMLElement[] => [
      ...root(element).querySelectorAll<HTMLElement>('.unseen > *'),
    ];
    const open = (): boolean =>
      dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true }));

    it('finds lines that are not in the document, and shows them', async function () {
      if (!('onbeforematch' in HTMLElement.prototype)) this.skip();
      const element = await plain(texts(2000));
      open();
      await eventually(
        () => unseen(element).length === 2000,
        () => unseen(element).length,
      );
      const line = unseen(element)[999];
      expect(line?.textContent).to.equal('text 1000');
      expect(getComputedStyle(line as Element).contentVisibility).to.equal('hidden');
      // What the browser does when it has found something.
      line?.dispatchEvent(new Event('beforematch', { bubbles: true }));
      line?.removeAttribute('hidden');
      const row = rows(element)[numbers(element).indexOf(1000)];
      const message = row?.querySelector('.message')?.getBoundingClientRect();
      expect(line?.getBoundingClientRect().top).to.equal(message?.top);
      const { x, y, height } = line?.getBoundingClientRect() ?? new DOMRect();
      expect(height).to.equal(message?.height);
      expect(root(element).elementFromPoint(x + 5, y + 5), 'it does not stand in the way').to.not.equal(line);
      find(element, '.scroller').dispatchEvent(new Event('pointerdown', { bubbles: true, composed: true }));
      expect(unseen(element)).to.deep.equal([]);
      expect(has(element, '[inert]')).to.equal(false);
    });

    it("gives way to the log's own where it cannot have all lines", async () => {
      const element = await plain(texts(60_000));
      await enter(element);
      find(element, '.scroller').blur();
      const field = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
      field.focus();
      expect(open(), 'the person is elsewhere').to.equal(true);
      field.blur();
      expect(open()).to.equal(false);
      await eventually(() => root(element).activeElement === find(element, '.find input'));
      expect(has(element, '.unseen')).to.equal(false);
    });

    it('is not looked for by one who searches in the log itself', async () => {
      const element = await plain(texts(200));
      await enter(element);
      await press('f', 'Control');
      await eventually(() => has(element, '.find'));
      expect(has(element, '.unseen')).to.equal(false);
    });
  });

  describe('the keyboard', () => {
    const current = (element: LogViewer): number =>
      Number(root(element).activeElement?.querySelector('.number')?.textContent);

    it('reads line by line, page by page, from end to end', async () => {
      const element = await plain(texts(500));
      await enter(element);
      await press('Home');
      expect(current(element)).to.equal(1);
      await press('ArrowDown');
      await press('ArrowDown');
      await press('ArrowUp');
      expect(current(element)).to.equal(2);
      await press('PageDown');
      expect(current(element)).to.be.greaterThan(10);
      await press('End');
      expect(current(element)).to.equal(500);
      expect(has(element, '.latest')).to.equal(false);
    });

    it('goes from error to error', async () => {
      const element = await plain(texts(500).map((text, at) => (at === 99 || at === 299 ? 'error: x' : text)));
      await enter(element);
      for (const [key, number] of [
        ['e', 100],
        ['e', 300],
        ['e', 100],
      ] as const) {
        await press(key);
        expect(current(element)).to.equal(number);
      }
      find(element, '[aria-keyshortcuts=e]').click();
      await eventually(() => current(element) === 100);
    });

    it('keeps the focus in the log when the current line is scrolled away', async () => {
      const element = await plain(texts(500));
      await enter(element);
      await press('Home');
      await scrollTo(element, 5000);
      await eventually(() => root(element).activeElement === find(element, '.scroller'));
      await press('ArrowDown');
      expect(current(element)).to.equal(2);
    });

    it('toggles wrapping', async () => {
      const element = await plain(texts(3));
      await enter(element);
      await press('w');
      expect(element.wrap).to.equal(true);
    });
  });

  describe('selection', () => {
    /** The middle of a character, in the window. */
    function point(element: LogViewer, number: number, column: number): [number, number] {
      const row = rows(element).find((candidate) => candidate.querySelector('.number')?.textContent === String(number));
      const message = row?.querySelector('.message') as Node;
      const text = document.createTreeWalker(message, NodeFilter.SHOW_TEXT).nextNode() as Text;
      const range = document.createRange();
      range.setStart(text, column);
      range.setEnd(text, column + 1);
      const { left, top, width, height } = range.getBoundingClientRect();
      return [Math.round(left + width * 0.2), Math.round(top + height / 2)];
    }

    it('copies the exact text, over rows that are not in the document', async () => {
      const element = await plain(texts(1000));
      await enter(element);
      await scrollTo(element, 0);
      await sendMouse({ type: 'move', position: point(element, 3, 2) });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: point(element, 4, 2) });
      await sendMouse({ type: 'up' });
      expect(copied(element)).to.equal('xt 3\nte');
      element.goToLine(900);
      await eventually(() => numbers(element).includes(900));
      await sendKeys({ down: 'Shift' });
      await sendMouse({ type: 'click', position: point(element, 900, 4) });
      await sendKeys({ up: 'Shift' });
      const expected = texts(1000).slice(2, 900).join('\n').slice(2, -4);
      expect(copied(element)).to.equal(expected);
      expect(find(element, '.copy').innerText.trim()).to.match(/898 lines|Copied/);
    });

    it('takes whole lines by their numbers, and says which was pressed', async () => {
      const element = await plain(texts(20));
      const box = (number: number): [number, number] => {
        const row = rows(element).find(
          (candidate) => candidate.querySelector('.number')?.textContent === String(number),
        );
        const { left, top } = row?.querySelector('.number')?.getBoundingClientRect() ?? new DOMRect();
        return [Math.round(left + 10), Math.round(top + 8)];
      };
      await enter(element);
      const selected = selection(element);
      await sendMouse({ type: 'click', position: box(5) });
      expect((await selected).id).to.equal('5');
      await sendKeys({ down: 'Shift' });
      await sendMouse({ type: 'click', position: box(7) });
      await sendKeys({ up: 'Shift' });
      expect(copied(element)).to.equal('text 5\ntext 6\ntext 7');
      await press('Escape');
      await eventually(() => !has(element, '.copy'));
    });

    it('is copied with its times by one who wants that', async () => {
      const element = await viewer(fakeStore(), [
        sampleLine(1, { timestamp: START }),
        sampleLine(2, { timestamp: START }),
      ]);
      await enter(element);
      await openMenu(element);
      find<HTMLInputElement>(element, '.menu input').click();
      find(element, '.scroller').focus();
      await press('a', 'Control');
      await eventually(() => copied(element) === '2023-11-14T22:13:20.000Z Line 1\n2023-11-14T22:13:20.000Z Line 2');
    });

    it('grows by Shift and the arrows, and to all by Ctrl-A', async () => {
      const element = await plain(texts(20));
      await enter(element);
      await press('Home');
      await press('ArrowDown', 'Shift');
      expect(copied(element)).to.equal('text 1\ntext 2');
      await press('a', 'Control');
      expect(copied(element)).to.equal(texts(20).join('\n'));
    });
  });

  describe('permalinks', () => {
    afterEach(() => history.replaceState(null, '', location.pathname + location.search));

    it('name the lines that are shown and selected, if the page wants that', async () => {
      location.hash = '#L400-L402';
      const element = await plain(texts(500), html`<log-viewer permalinks></log-viewer>`);
      dispatchEvent(new HashChangeEvent('hashchange'));
      await eventually(() => numbers(element).includes(400));
      await eventually(() => copied(element) === 'text 400\ntext 401\ntext 402');
      location.hash = '#L3';
      await eventually(() => numbers(element).includes(3));
      await eventually(() => copied(element) === 'text 3');
      const { left, top } = find(element, '.number').getBoundingClientRect();
      const first = numbers(element)[0];
      await sendMouse({ type: 'click', position: [Math.round(left + 8), Math.round(top + 8)] });
      expect(location.hash).to.equal(`#L${first}`);
    });

    it('open a run at its lines rather than at its first error', async () => {
      location.hash = '#L30';
      const lines = sampleLines(500).map((line) => (line.line === 400 ? { ...line, type: 'error' as const } : line));
      const store = fakeStore({ run: endedRun('failure'), log: { run: 'r42', lines, total: 500 } });
      const element = await fixture<LogViewer>(html`<log-viewer permalinks .store=${store}></log-viewer>`);
      await eventually(
        () => numbers(element).includes(30),
        () => numbers(element)[0],
      );
      await eventually(() => copied(element) === 'Line 30');
    });

    it('are not followed otherwise', async () => {
      location.hash = '#L3';
      const element = await plain(texts(500));
      expect(numbers(element)).to.include(500);
    });
  });

  describe('where the lines come from', () => {
    it('a list that grows', async () => {
      const element = await fixture<LogViewer>(html`<log-viewer .lines=${texts(2)}></log-viewer>`);
      await eventually(() => rows(element).length === 2);
      const [kept] = rows(element);
      element.lines = texts(3);
      await eventually(() => rows(element).length === 3);
      expect(rows(element)[0]).to.equal(kept);
      element.lines = ['other'];
      await eventually(() => messages(element).join() === 'other');
      element.clear();
      await eventually(() => rows(element).length === 0);
    });

    it('a file, read as it comes', async () => {
      const url = new URL('./fixtures/ansi.terminal-to-html.docker-pull.sh.raw.txt', import.meta.url).href;
      const element = await fixture<LogViewer>(html`<log-viewer url=${url}></log-viewer>`);
      await eventually(
        () => messages(element).length === 16,
        () => messages(element),
      );
      expect(messages(element)[2]?.trim()).to.equal('07e62ecb726a: Layer already exists');
    });

    describe('a file that comes slowly', () => {
      const { fetch } = globalThis;
      let file: ReadableStreamDefaultController<Uint8Array> | undefined;
      const write = (text: string): void => file?.enqueue(new TextEncoder().encode(text));
      const note = (element: LogViewer): string => find(element, '.note').innerText;

      async function coming(headers = {}): Promise<LogViewer> {
        globalThis.fetch = (_url, { signal } = {}) => {
          const body = new ReadableStream({ start: (own) => void (file = own) });
          signal?.addEventListener('abort', () => file?.error(signal.reason));
          const response = new Response(body, { headers });
          Object.defineProperty(response, 'type', { value: 'basic' });
          return Promise.resolve(response);
        };
        const element = await fixture<LogViewer>(html`<log-viewer url="https://a.test/log.txt"></log-viewer>`);
        await eventually(() => file !== undefined);
        return element;
      }

      afterEach(() => {
        globalThis.fetch = fetch;
        file = undefined;
      });

      it('is shown as far as it has come, and says how far that is', async () => {
        const element = await coming({ 'content-length': 2_000_000 });
        await eventually(() => note(element).includes('0 of 2 MB'));
        write('one\ntwo\n##[err');
        await eventually(() => messages(element).join() === 'one,two');
        write(`or]three\n${'.'.repeat(1e6)}\n`);
        await eventually(() => rows(element).length === 4);
        expect(rows(element)[2]?.classList.contains('error')).to.equal(true);
        await eventually(
          () => note(element).includes('1 of 2 MB') && find<HTMLProgressElement>(element, 'progress').position > 0.5,
        );
        file?.close();
        await eventually(() => !has(element, '.note'));
      });

      it('is stopped by a button, and begun again by another', async () => {
        const element = await coming();
        write(`${'.'.repeat(1e6)}\n`);
        await eventually(() => note(element).includes('Loading the log: 1 MB'));
        find(element, '.note button').click();
        await eventually(
          () => note(element).includes('stopped after 1 MB'),
          () => note(element),
        );
        expect(rows(element).length, 'what has come stays').to.equal(1);
        find(element, '.note button').click();
        await eventually(() => note(element).includes('Loading the log: 0 MB'));
        write('one\n');
        file?.close();
        await eventually(() => messages(element).join() === 'one' && !has(element, '.note'));
      });

      it('that breaks off says so, and can be tried again', async () => {
        const element = await coming();
        write('one\n');
        await eventually(() => rows(element).length === 1);
        file?.error(new TypeError('network error'));
        await eventually(() => has(element, '[role=alert]'));
        expect(note(element)).to.contain('the connection broke off after 0 MB');
        find(element, '.note button').click();
        await eventually(() => note(element).includes('Loading the log'));
        write('one\ntwo\n');
        file?.close();
        await eventually(() => messages(element).join() === 'one,two' && !has(element, '.note'));
      });

      it('that must not be read says what a page can know of it', async () => {
        globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
        const element = await fixture<LogViewer>(html`<log-viewer url="https://a.test/log.txt"></log-viewer>`);
        await eventually(() => has(element, '[role=alert]'));
        expect(note(element)).to.contain('its server cannot be reached, or does not let this page read it');
      });
    });

    it('a file, opened at its first error', async () => {
      const lines = texts(500).map((text, at) => (at === 299 ? '##[error]boom' : text));
      const url = URL.createObjectURL(new Blob([lines.join('\n')]));
      const { fetch } = globalThis;
      globalThis.fetch = () => fetch(url);
      try {
        const element = await fixture<LogViewer>(html`<log-viewer url="https://a.test/log.txt"></log-viewer>`);
        await eventually(() => messages(element).includes('boom'));
        expect(numbers(element)).to.include(300);
      } finally {
        globalThis.fetch = fetch;
      }
    });

    it('a file, read again when the element was moved meanwhile', async () => {
      const url = new URL('./fixtures/ansi.terminal-to-html.docker-pull.sh.raw.txt', import.meta.url).href;
      const element = await fixture<LogViewer>(html`<log-viewer url=${url}></log-viewer>`);
      element.parentElement?.append(element);
      await eventually(
        () => messages(element).length === 16,
        () => messages(element),
      );
    });

    it('no file', async () => {
      for (const url of ['/no/such/file.txt', 'javascript:alert(1)']) {
        const element = await fixture<LogViewer>(html`<log-viewer url=${url}></log-viewer>`);
        await eventually(() => has(element, '[role=alert]'));
        expect(find(element, '[role=alert]').innerText).to.contain('This could not be loaded');
      }
    });

    it('earlier lines, by a button at the top; what was at the top stays in view', async () => {
      const store: FakeStore = fakeStore(
        {},
        {
          loadEarlierLines: () => {
            store.patch({ log: { run: 'r42', lines: sampleLines(300), total: 300 } });
            return Promise.resolve(100);
          },
        },
      );
      const element = await viewer(store, sampleLines(200, 101));
      await scrollTo(element, 0);
      await eventually(() => has(element, '.earlier'));
      find(element, '.earlier').click();
      await eventually(() => !has(element, '.earlier'));
      await eventually(
        () => numbers(element)[0] === 101,
        () => numbers(element)[0],
      );
      await scrollTo(element, 0);
      await eventually(() => numbers(element)[0] === 1);
    });

    it('children are still appended as in every element', async () => {
      const element = await plain(['text']);
      element.append(document.createElement('i'), 'words');
      expect(element.childNodes.length).to.equal(2);
    });
  });

  it('downloads the whole log: its own, or the one that the server has', async () => {
    const blobs: Blob[] = [];
    const { createObjectURL } = URL;
    const click = (event: Event): void => event.preventDefault();
    URL.createObjectURL = (blob) => {
      blobs.push(blob as Blob);
      return createObjectURL(blob);
    };
    const { click: original } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      this.addEventListener('click', click, { once: true });
      original.call(this);
    };
    try {
      const own = await plain(['\x1b[31mone', 'two']);
      await openMenu(own);
      item(own, 'Download the log').click();
      await eventually(() => blobs.length === 1);
      expect(await blobs[0]?.text()).to.equal('\x1b[31mone\ntwo\n');
      const store = fakeStore({}, { fetch: () => Promise.resolve(new Response('from the server')) });
      const element = await viewer(store, sampleLines(5, 101));
      await openMenu(element);
      item(element, 'Download the log').click();
      await eventually(() => blobs.length === 2);
      expect(store.calls).to.deep.equal([{ name: 'fetch', args: ['runs/r42/logs.txt'] }]);
      expect(await blobs[1]?.text()).to.equal('from the server');
    } finally {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = original;
    }
  });

  it('listens to the page only while it is in it, even if it left before its first update', async () => {
    const { addEventListener } = window;
    const heard: string[] = [];
    window.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      heard.push(args[0]);
      addEventListener.apply(window, args);
    };
    try {
      const element = document.createElement('log-viewer');
      element.append(['one']);
      document.body.append(element);
      element.remove();
      await settled();
      expect(heard).not.to.include('keydown');
      document.body.append(element);
      await shown(element, 1);
      expect(heard).to.include('keydown');
      element.remove();
    } finally {
      window.addEventListener = addEventListener;
    }
  });

  it('goes on without what cannot be fetched, and tries again when a person wants it', async () => {
    const element = await plain(texts(300));
    const { load } = Part.prototype;
    Part.prototype.load = () => Promise.reject(new Error('no network'));
    try {
      label(element, 'Search in the log').click();
      await eventually(() => has(element, '[role=alert]'));
    } finally {
      Part.prototype.load = load;
    }
    expect(find(element, '[role=alert]').innerText).to.contain('This could not be loaded: no network');
    element.append(texts(100));
    await eventually(() => numbers(element).at(-1) === 400);
    find(element, '[role=alert] button').click();
    await eventually(() => root(element).activeElement === find(element, '.find input'));
    expect(has(element, '[role=alert]')).to.equal(false);
  });

  describe('states', () => {
    it('without a line yet', async () => {
      const element = await viewer(fakeStore({ log: { run: 'r42', lines: [], total: 0 } }));
      expect(find(element, '[part=empty]').innerText).to.contain('No log lines yet');
    });

    it('while connecting, broken off, refused', async () => {
      const store = fakeStore({ ...EMPTY_SNAPSHOT, connection: 'connecting' });
      const element = await viewer(store);
      expect(find(element, '[part=empty]').innerText).to.contain('Connecting…');
      const problem = { type: 'about:blank', title: 'Forbidden', status: 403 };
      store.patch({ connection: 'error', error: problem });
      await eventually(() => has(element, '[role=alert]'));
      store.patch({
        connection: 'stale',
        error: null,
        lastHeard: START,
        log: { run: 'r42', lines: sampleLines(3), total: 3 },
      });
      await eventually(() => rows(element).length === 3);
      expect(find(element, '.note.stale').innerText).to.contain('No news since');
    });

    it('without anything to show', async () => {
      const element = await fixture<LogViewer>(html`<log-viewer></log-viewer>`);
      expect(find(element, '[part=empty]').innerText).to.contain('set the attribute src');
    });

    it('hidden at first, it is drawn when it is shown', async () => {
      const element = await fixture<LogViewer>(html`<log-viewer hidden></log-viewer>`);
      element.append(texts(500));
      await settled();
      element.hidden = false;
      await eventually(() => numbers(element).at(-1) === 500);
    });
  });

  describe('accessibility', () => {
    const lines = [
      sampleLine(1, {
        message: `${ESC}31mred ${ESC}32mgreen ${ESC}33myellow ${ESC}34mblue ${ESC}35mmagenta ${ESC}36mcyan ${ESC}37mwhite ${ESC}90mgrey`,
      }),
      sampleLine(2, {
        type: 'error',
        job: 'lint',
        message: `${ESC}31mred ${ESC}91mbright${ESC}0m https://example.com`,
      }),
      sampleLine(3, { type: 'warn', job: 'lint', message: `${ESC}33myellow ${ESC}93mbright ${ESC}7minverse` }),
      sampleLine(4, {
        type: 'debug',
        message: `${ESC}2mdim${ESC}0m ${ESC}41mon red ${ESC}30;43mblack on yellow${ESC}0m`,
      }),
      sampleLine(5, { type: 'success', message: `${ESC}38;5;226mpalette ${ESC}38;2;9;9;120mtrue` }),
      sampleLine(6, { message: '##[group]Group' }),
    ];

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`no rule is broken, ${colorScheme}`, async () => {
        const store = fakeStore({ log: { run: 'r42', lines, total: 6 } });
        const element = await fixture<LogViewer>(html`<log-viewer theme=${colorScheme} .store=${store}></log-viewer>`);
        await eventually(() => rows(element).length === 6);
        await expectAccessible(element);
        element.search('e');
        await eventually(() => has(element, '.find'));
        await eventually(() => (find(element, '.found').textContent ?? '').includes('of'));
        await expectAccessible(element);
      });
    }

    it('every colour of the palette can be read in both schemes', async () => {
      const names = Array.from({ length: 256 }, (_, at) => at);
      const line = names.map((at) => `${ESC}38;5;${at}m${at}${ESC}0m ${ESC}48;5;${at}m${at}${ESC}0m`).join(' ');
      const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      const luminance = (colour: string): number => {
        if (!context) throw new Error('No canvas');
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const channels = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
          const part = value / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * (channels[at] ?? 0), 0);
      };
      const contrast = (one: string, other: string): number => {
        const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
      };
      for (const theme of ['light', 'dark']) {
        const element = await plain([line], html`<log-viewer theme=${theme}></log-viewer>`);
        const surface = getComputedStyle(find(element, '[part=base]')).backgroundColor;
        const pieces = [...root(element).querySelectorAll('.message span')];
        expect(pieces.length).to.equal(512);
        for (const piece of pieces) {
          const { color, backgroundColor } = getComputedStyle(piece);
          const behind = piece.classList.contains('paper') ? backgroundColor : surface;
          expect(contrast(color, behind), `${piece.className} ${piece.textContent} ${theme}`).to.be.at.least(4.5);
        }
      }
    });

    it('is a log that keeps quiet, beside a region that sums up', async () => {
      const store = fakeStore();
      const element = await viewer(store, sampleLines(3));
      const log = find(element, '[role=log]');
      expect([log.getAttribute('aria-live'), log.getAttribute('aria-label'), log.tabIndex]).to.deep.equal([
        'off',
        'Log',
        0,
      ]);
      store.addLines([...sampleLines(41, 4), sampleLine(45, { type: 'error' })]);
      const said = (): string => find(element, '.visually-hidden[role=status]').textContent ?? '';
      await waitUntil(() => said() !== '');
      expect(said()).to.equal('45 lines, 1 error');
    });

    it('fits into 320 pixels, where times and jobs make room', async () => {
      await setViewport({ width: 320, height: 600 });
      const element = await viewer(fakeStore(), lines);
      expect(getComputedStyle(find(element, '.time')).display).to.equal('none');
      expect(getComputedStyle(find(element, '.origin')).display).to.equal('none');
      expect(find(element, '[part=base]').scrollWidth).to.be.at.most(find(element, '[part=base]').clientWidth);
      expect(find(element, '.message').getBoundingClientRect().width).to.be.greaterThan(150);
    });
  });

  it('keeps 100,000 hostile lines text where Trusted Types are enforced', async function () {
    this.timeout(120_000);
    const policy = `default-src 'none'; script-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html pipeline-widgets; worker-src blob:`;
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe title="A page with a strict policy" width="800" height="500"></iframe>`,
    );
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
      <log-viewer></log-viewer><script type="module" src="${new URL('./define.ts', import.meta.url).href}"></script>`;
    await oneEvent(frame, 'load');
    const page = frame.contentWindow as Window & typeof globalThis;
    const violations: string[] = [];
    page.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      violations.push(`${violatedDirective} ${sample}`),
    );
    await page.customElements.whenDefined('log-viewer');
    // Where the browser enforces the policy, this is reported too, and nothing else must be.
    const isEnforced = 'trustedTypes' in page;
    if (isEnforced) expect(() => (page.document.body.innerHTML = '<b>')).to.throw(/TrustedHTML|CSP/);
    const element = page.document.querySelector('log-viewer') as LogViewer;
    const pieces = [
      '<script>x</script>',
      '<img src=x onerror=parent.hacked=1>',
      '\u202e',
      `${ESC}38;2;1;2;3m`,
      `${ESC}48;5;9m`,
      `${ESC}99999;m`,
      '\x1b]8;;javascript:parent.hacked=1\x07',
      '\x1b]8;;https://a.test/"><b>\x07',
      'https://a.test/<i>',
      '\r',
      '##[group]',
      '##[error]',
      '\u0000',
    ];
    const COUNT = 100_000;
    element.append(
      Array.from({ length: COUNT }, (_, at) => {
        const chosen = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35].reduce((bits, factor) => bits & Math.imul(at, factor), -1);
        return `${pieces.filter((_piece, index) => (chosen >>> index) & 1).join(' ')}.`;
      }),
    );
    element.append(['##[endgroup]', 'the end']);
    await waitUntil(() => messages(element).at(-1) === 'the end', undefined, { timeout: 30_000 });
    await openMenu(element);
    for (const name of ['Fold all groups', 'Unfold all groups']) {
      await eventually(() => Boolean(item(element, name)));
      item(element, name).click();
    }
    // Five hundred at a time are drawn, every fourth time: what the others come to is tested beside the model.
    element.style.blockSize = '10000px';
    await scrollTo(element, 0);
    for (let first = 1; first < COUNT; first += 2000) {
      element.goToLine(first);
      // What was packed away comes in a moment.
      const isDrawn = (): boolean => numbers(element).includes(first) && !messages(element).includes('');
      await waitUntil(isDrawn, `lines from ${first}`, { interval: 10 });
    }
    element.style.blockSize = '';
    element.wrap = true;
    element.search('script');
    for (let part = 0; part <= 20; part++)
      await scrollTo(element, (find(element, '.scroller').scrollHeight * part) / 20);
    expect(violations).to.deep.equal(isEnforced ? ['require-trusted-types-for Element innerHTML|<b>'] : []);
    expect('hacked' in window).to.equal(false);
    for (const { protocol } of root(element).querySelectorAll('a')) expect(protocol).to.equal('https:');
    expect(root(element).querySelectorAll('.message :is(script, img, b, i)').length).to.equal(0);
    await aTimeout(0);
  });
});
