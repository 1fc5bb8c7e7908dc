import { expect, html } from '@open-wc/testing';
import '../define.ts';
import { eventually, find, messages, viewer } from '../testing/viewer.ts';

const lines = Array.from(
  { length: 60_000 },
  (_, at) => `line ${at + 1} ${at % 9 === 0 ? 'often' : ''} ${'.'.repeat(100)}`,
);

describe('a log of many megabytes', () => {
  const { Worker } = globalThis;
  /** What workers were asked to do. */
  let asked: string[];

  beforeEach(() => {
    asked = [];
    globalThis.Worker = class extends Worker {
      override postMessage(order: { name: string }): void {
        asked.push(order.name);
        super.postMessage(order);
      }
    };
  });
  afterEach(() => {
    globalThis.Worker = Worker;
  });

  it('is packed and searched by workers, and counted exactly', async () => {
    const element = await viewer(html`<log-viewer .lines=${lines}></log-viewer>`);
    await eventually(() => messages(element).some((message) => message.startsWith('line 60000 ')));
    await eventually(() => asked.filter((name) => name === 'add').length > 10);
    element.search('OFTEN');
    await eventually(() => find(element, '.found').textContent?.endsWith(' of 6,667') ?? false);
    expect(asked).to.include('search');
  });

  it('is packed and searched on the page itself where workers are forbidden', async () => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException('worker-src', 'SecurityError');
      }
    } as unknown as typeof Worker;
    const element = await viewer(html`<log-viewer .lines=${lines}></log-viewer>`);
    await eventually(() => messages(element).some((message) => message.startsWith('line 60000 ')));
    element.search('often');
    await eventually(() => find(element, '.found').textContent?.endsWith(' of 6,667') ?? false);
    element.goToLine(3);
    await eventually(() => messages(element).some((message) => message.startsWith('line 3 ')));
  });
});
