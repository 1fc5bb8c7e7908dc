import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../define.ts';
import type { LogViewer } from '../log-viewer.ts';
import { current, enter, eventually, find, viewer } from '../testing/viewer.ts';

/** Errors in the lines 101 and 301, titles of groups in 51, 201 and 401. */
const lines = Array.from({ length: 500 }, (_, at) => {
  if (at % 200 === 100) return `error: ${at}`;
  if (at === 50 || at === 200 || at === 400) return `--- Step ${at}`;
  return at % 100 === 7 ? 'needle' : 'straw';
});

async function press(key: string): Promise<void> {
  const isCapital = key !== key.toLowerCase();
  if (isCapital) await sendKeys({ down: 'Shift' });
  await sendKeys({ press: key });
  if (isCapital) await sendKeys({ up: 'Shift' });
}

/** Where the keys lead, one after the other. */
async function way(element: LogViewer, ...keys: readonly string[]): Promise<number[]> {
  const places: number[] = [];
  for (const key of keys) {
    await press(key);
    places.push(current(element));
  }
  return places;
}

describe('the keys of a log', () => {
  it('lead to the next error and to the one before, round at the ends', async () => {
    const element = await viewer(html`<log-viewer .lines=${lines}></log-viewer>`);
    await enter(element);
    await press('Home');
    expect(await way(element, 'e', 'e', 'e', 'E', 'E')).to.deep.equal([101, 301, 101, 301, 101]);
  });

  it('lead to the next group and to the one before', async () => {
    const element = await viewer(html`<log-viewer .lines=${lines}></log-viewer>`);
    await enter(element);
    await press('Home');
    expect(await way(element, 'g', 'g', 'g', 'G', 'G')).to.deep.equal([51, 201, 401, 201, 51]);
  });

  it('lead to the next match and to the one before while something is looked for', async () => {
    const element = await viewer(html`<log-viewer .lines=${lines}></log-viewer>`);
    element.search('needle');
    const found = (): string => find(element, '.found').textContent ?? '';
    await eventually(() => found().endsWith('of 5'));
    await enter(element);
    const first = Number.parseInt(found(), 10);
    await press('n');
    await eventually(() => found() === `${(first % 5) + 1} of 5`);
    await press('N');
    await eventually(() => found() === `${first} of 5`);
  });

  it('open the search by a slash', async () => {
    const element = await viewer(html`<log-viewer .lines=${lines}></log-viewer>`);
    await enter(element);
    await press('/');
    await eventually(() => element.shadowRoot?.activeElement === find(element, '.find input'));
    expect(find<HTMLInputElement>(element, '.find input').value).to.equal('');
  });
});
