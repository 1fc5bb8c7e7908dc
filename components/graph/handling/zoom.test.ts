import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { PipelineVisualizer } from '../../pipeline-visualizer/index.ts';
import '../../pipeline-visualizer/define.ts';
import { expectAccessible, fakeStore, waitUntil } from '../../shared/testing.ts';
import { handling } from '../graph-element.ts';

const find = <E extends Element = HTMLElement>(element: Element, selector: string): E => {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};

const viewportOf = (element: Element): HTMLElement => find(element, '.viewport');
const heading = (element: Element): DOMRect => find(element, '[data-box="stage:testing"]').getBoundingClientRect();

/** A graph that a person has come near to. */
async function show(dir = 'ltr'): Promise<PipelineVisualizer> {
  await handling.load();
  const store = fakeStore();
  const page = await fixture(html`<div dir=${dir}><pipeline-visualizer .store=${store}></pipeline-visualizer></div>`);
  const element = page.querySelector('pipeline-visualizer') as PipelineVisualizer;
  await element.updateComplete;
  return element;
}

/** True if the page may scroll. */
const wheel = (element: Element, { x = 400, ...options }: WheelEventInit & { x?: number }): boolean => {
  const { left, top } = viewportOf(element).getBoundingClientRect();
  const at = { clientX: left + x, clientY: top + 60 };
  return viewportOf(element).dispatchEvent(
    new WheelEvent('wheel', { ...at, bubbles: true, cancelable: true, ...options }),
  );
};

const button = (element: Element, label: string): HTMLElement => find(element, `.zoom [aria-label="${label}"]`);

describe('a graph in hand', () => {
  before(() => setViewport({ width: 1200, height: 700 }));

  it('leaves the wheel to the page', async () => {
    const element = await show();
    const { width } = heading(element);
    expect(wheel(element, { deltaY: 100 })).to.equal(true);
    expect(heading(element).width).to.equal(width);
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`comes nearer to what is under the mouse with Ctrl, ${dir}`, async () => {
      const element = await show(dir);
      const before = heading(element);
      const { left } = viewportOf(element).getBoundingClientRect();
      const middle = before.left + before.width / 2;
      for (let turn = 1; turn <= 2; turn++) {
        const { width } = heading(element);
        expect(wheel(element, { deltaY: -30, ctrlKey: true, x: middle - left })).to.equal(false);
        await waitUntil(() => heading(element).width > width * 1.1, 'it did not grow');
      }
      const after = heading(element);
      expect(after.left + after.width / 2).to.be.closeTo(middle, 3);
      expect(viewportOf(element).getBoundingClientRect().width).to.be.below(1200);
      expect(document.documentElement.scrollWidth).to.equal(1200);
    });
  }

  it('obeys the keys + - and 0', async () => {
    const element = await show();
    const { width } = heading(element);
    find(element, '[data-box="stage:testing"]').focus();
    await sendKeys({ press: '+' });
    expect(heading(element).width).to.be.closeTo(width * 1.25, 1);
    await sendKeys({ press: '-' });
    await sendKeys({ press: '-' });
    expect(heading(element).width).to.be.closeTo(width / 1.25, 1);
    await sendKeys({ press: '0' });
    expect(heading(element).width).to.equal(width);
    expect(element.shadowRoot?.querySelectorAll('[style]:not([style=""], .extent)')).to.have.length(0);
  });

  it('has buttons that say what they do', async () => {
    const element = await show();
    const { width } = heading(element);
    const { height } = element.getBoundingClientRect();
    button(element, 'Zoom in').click();
    await element.updateComplete;
    expect(heading(element).width).to.be.closeTo(width * 1.25, 1);
    expect(element.getBoundingClientRect().height).to.equal(height);
    await expectAccessible(element);
    button(element, 'Show all of it').click();
    const { scrollWidth, clientWidth } = viewportOf(element);
    expect(scrollWidth).to.be.at.most(clientWidth);
    button(element, 'Original size').click();
    await element.updateComplete;
    expect(heading(element).width).to.equal(width);
    expect(() => button(element, 'Original size')).to.throw();
  });

  it('is dragged with the mouse, which selects nothing', async () => {
    const element = await show();
    button(element, 'Zoom in').click();
    const viewport = viewportOf(element);
    const { scrollLeft } = viewport;
    const box = find(element, '[data-box="job:build"]');
    const { x, y } = box.getBoundingClientRect();
    const mouse = { bubbles: true, composed: true, button: 0, pointerType: 'mouse', pointerId: 1 };
    // A pointer that no device belongs to cannot be captured.
    viewport.setPointerCapture = () => {};
    box.dispatchEvent(new PointerEvent('pointerdown', { ...mouse, clientX: x + 40, clientY: y + 10 }));
    box.dispatchEvent(new PointerEvent('pointermove', { ...mouse, clientX: x + 10, clientY: y + 10 }));
    expect(viewport.scrollLeft).to.equal(scrollLeft + 30);
    box.dispatchEvent(new PointerEvent('pointerup', { ...mouse, clientX: x + 10, clientY: y + 10 }));
    box.click();
    expect(element.store?.getSnapshot().selection).to.equal(null);
    await new Promise((resolve) => setTimeout(resolve));
    box.click();
    expect(element.store?.getSnapshot().selection).to.eql({ kind: 'job', id: 'build' });
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`comes nearer to what is between two fingers, and moves along with them, ${dir}`, async () => {
      const element = await show(dir);
      const viewport = viewportOf(element);
      const before = heading(element);
      const [x, y] = [before.left + before.width / 2, before.top + before.height / 2];
      const fingers = (type: string, reach: number, along = 0): boolean => {
        const touches = [-reach, reach].map(
          (way, identifier) => new Touch({ identifier, target: viewport, clientX: x + way + along, clientY: y }),
        );
        return viewport.dispatchEvent(new TouchEvent(type, { touches, bubbles: true, cancelable: true }));
      };
      expect(fingers('touchstart', 20)).to.equal(true);
      // The page shall neither scroll nor zoom meanwhile.
      expect(fingers('touchmove', 30)).to.equal(false);
      expect(fingers('touchmove', 40, 10)).to.equal(false);
      const after = heading(element);
      expect(after.width).to.be.closeTo(before.width * 2, 1);
      expect(after.left + after.width / 2).to.be.closeTo(x + 10, 5);
      viewport.dispatchEvent(new TouchEvent('touchend', { touches: [], bubbles: true }));
      fingers('touchmove', 80);
      expect(heading(element).width).to.equal(after.width);
    });
  }

  it('leaves one finger to the page', async () => {
    const element = await show();
    const viewport = viewportOf(element);
    const touches = [new Touch({ identifier: 0, target: viewport, clientX: 100, clientY: 100 })];
    viewport.dispatchEvent(new TouchEvent('touchstart', { touches, bubbles: true }));
    expect(viewport.dispatchEvent(new TouchEvent('touchmove', { touches, bubbles: true, cancelable: true }))).to.equal(
      true,
    );
  });

  it('is as it was when it is shown as a table and back', async () => {
    const element = await show();
    const { width } = heading(element);
    button(element, 'Zoom in').click();
    element.view = 'table';
    await element.updateComplete;
    await waitUntil(() => element.shadowRoot?.querySelector('table'));
    expect(element.shadowRoot?.querySelector('.zoom')).to.equal(null);
    expect(viewportOf(element).getAttribute('style') ?? '').to.equal('');
    element.view = 'graph';
    await element.updateComplete;
    expect(heading(element).width).to.equal(width);
  });

  it('asks for no frame while nothing moves', async () => {
    const element = await show();
    let asked = 0;
    const { requestAnimationFrame } = window;
    window.requestAnimationFrame = (callback) => {
      asked++;
      return requestAnimationFrame(callback);
    };
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    window.requestAnimationFrame = requestAnimationFrame;
    expect(asked).to.equal(0);
    expect(element.isConnected).to.equal(true);
  });
});
