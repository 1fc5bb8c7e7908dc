import { expect, fixture, html } from '@open-wc/testing';
import type { LogLine } from '../../../protocol/index.ts';
import { fakeStore, sampleLines } from '../../shared/testing.ts';
import '../define.ts';
import type { LogViewer } from '../log-viewer.ts';
import { eventually, root, rows } from '../testing/viewer.ts';
import { CappedBlocks } from './capped-blocks.ts';

const COUNT = 60_000;
const message = (number: number): string =>
  `line ${number} ${number % 10_000 === 77 ? 'needle' : 'straw'} ${'.'.repeat(100)}`;

const text = (element: LogViewer, selector: string): string => root(element).querySelector(selector)?.textContent ?? '';
/** What stands beside this number; undefined while that is not in view. */
function shown(element: LogViewer, number: number): string | undefined {
  const row = rows(element).find((each) => each.querySelector('.number')?.textContent === String(number));
  return row?.querySelector('.message')?.textContent?.trim();
}

/** Goes there, and waits until the line can be read. */
async function read(element: LogViewer, number: number): Promise<void> {
  element.goToLine(number);
  await eventually(() => shown(element, number) === message(number));
}

describe('a log of which not all is kept', () => {
  const { fetch } = globalThis;
  const { limit } = CappedBlocks;
  beforeEach(() => void (CappedBlocks.limit = 20_000));
  afterEach(() => {
    CappedBlocks.limit = limit;
    globalThis.fetch = fetch;
  });

  it('is read again from its file, and searched to the last line', async () => {
    const numbers = Array.from({ length: COUNT }, (_, at) => at + 1);
    const file = new Blob([numbers.map((number) => `${message(number)}\n`).join('')]);
    let asked = 0;
    globalThis.fetch = (_, { headers } = {}) => {
      const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(new Headers(headers).get('range') ?? '') ?? [];
      if (from === undefined) return Promise.resolve(new Response(file));
      asked++;
      return Promise.resolve(new Response(file.slice(Number(from), Number(to) + 1), { status: 206 }));
    };
    const element = await fixture<LogViewer>(html`<log-viewer url="https://a.test/log.txt"></log-viewer>`);
    await eventually(() => root(element).querySelector('.row') !== null && text(element, '.note') === '');
    // The first block, to see whether it can be had.
    await eventually(() => asked > 0);
    asked = 0;
    // What is packed is dropped in a moment; what was in view stays a while.
    for (let number = 1; asked === 0; number = (number + 7000) % COUNT) await read(element, number);
    element.search('needle');
    await eventually(() => text(element, '.found').endsWith(' of 6'));
  });

  it('is read again from its server, and says which lines cannot be had any more', async () => {
    const lines = sampleLines(COUNT).map((line) => ({ ...line, message: message(line.line) }));
    const page = (from: number, limited: number): { lines: LogLine[]; next: number | null } => {
      const next = from + limited;
      return { lines: lines.slice(from - 1, next - 1), next: next > COUNT ? null : next };
    };
    let asked = 0;
    let isThere = true;
    const store = fakeStore(
      { log: { run: 'r42', lines, total: COUNT } },
      {
        fetch(path: string, { query = {} }: { query?: Readonly<Record<string, string | number>> } = {}) {
          asked++;
          if (!isThere) return Promise.reject(new Error('Gone'));
          expect(path).to.equal('runs/r42/logs');
          return Promise.resolve(Response.json(page(Number(query['from']), Number(query['limit']))));
        },
      },
    );
    const element = await fixture<LogViewer>(html`<log-viewer .store=${store}></log-viewer>`);
    await eventually(() => shown(element, COUNT) === message(COUNT));
    await eventually(() => asked > 0);
    await read(element, 100);
    isThere = false;
    let number = 100;
    await eventually(() => {
      if (shown(element, number)) element.goToLine((number = (number + 7000) % COUNT));
      return text(element, '[role=alert]').includes('cannot be had again (Gone)');
    });
    element.goToLine(number);
    expect(shown(element, number)).to.equal('');
    isThere = true;
    root(element).querySelector<HTMLElement>('[role=alert] button')?.click();
    await eventually(() => shown(element, number) === message(number));
    expect(root(element).querySelector('[role=alert]')).to.equal(null);
  });
});
