import { expect, fixture, html } from '@open-wc/testing';
import { endedRun, fakeStore, waitUntil } from '../../shared/testing.ts';
import '../define.ts';
import type { PipelineVisualizer } from '../pipeline-visualizer.ts';

const show = (hostile = ''): Promise<PipelineVisualizer> => {
  const run = endedRun('failure');
  const jobs = run.jobs.map((job) => (job.id === 'lint' ? { ...job, name: hostile || job.name } : job));
  return fixture(html`<pipeline-visualizer .store=${fakeStore({ run: { ...run, jobs } })}></pipeline-visualizer>`);
};

/** Presses the button, and takes what would be saved. */
async function save(element: PipelineVisualizer, format: string): Promise<{ name: string; blob: Blob }> {
  const saved: { name: string; blob: Blob }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  const { createObjectURL } = URL;
  let blob = new Blob();
  URL.createObjectURL = (content: Blob) => {
    blob = content;
    return createObjectURL.call(URL, content);
  };
  HTMLAnchorElement.prototype.click = function () {
    saved.push({ name: this.download, blob });
  };
  try {
    element.renderRoot.querySelector<HTMLElement>('[aria-label="Save as a picture"]')?.click();
    const find = (): HTMLElement | undefined =>
      [...element.renderRoot.querySelectorAll<HTMLElement>('.exports button')].find((button) =>
        button.textContent?.includes(format),
      );
    await waitUntil(find, 'no way to save');
    find()?.click();
    await waitUntil(() => saved.length > 0, 'nothing saved');
  } finally {
    HTMLAnchorElement.prototype.click = click;
    URL.createObjectURL = createObjectURL;
  }
  return saved[0] ?? { name: '', blob };
}

describe('saving a graph', () => {
  it('makes an SVG that stands for itself', async () => {
    const hostile = '<script>alert(1)</script>';
    const { name, blob } = await save(await show(hostile), 'SVG');
    expect(name).to.equal('shop-42.svg');
    expect(blob.type).to.equal('image/svg+xml');
    const drawn = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
    expect(drawn.querySelector('parsererror')).to.equal(null);
    const words = [...drawn.querySelectorAll('text')].map((text) => text.textContent);
    for (const word of ['Testing', 'build', 'test (3)', 'Skipped', hostile.slice(0, 16) + '…']) {
      expect(words).to.contain(word);
    }
    expect(drawn.querySelectorAll('script, style, [class], [style], foreignObject')).to.have.length(0);
    expect(await blob.text()).not.to.match(/var\(|<!--/);
  });

  it('makes a PNG of the same', async () => {
    const { name, blob } = await save(await show(), 'PNG');
    expect(name).to.equal('shop-42.png');
    const image = await createImageBitmap(blob);
    expect(image.width).to.be.greaterThan(1000);
    expect(image.height).to.be.greaterThan(200);
  });
});

describe('the deep link', () => {
  const open = (): Promise<PipelineVisualizer> =>
    fixture(html`<pipeline-visualizer deep-link .store=${fakeStore()}></pipeline-visualizer>`);
  const title = (element: PipelineVisualizer): string =>
    element.renderRoot.querySelector('.details .title')?.textContent ?? '';

  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('leads to what is selected, and back', async () => {
    history.replaceState(null, '', '#L12&job=deploy');
    const element = await open();
    await waitUntil(() => title(element) === 'deploy', 'not selected');
    expect(element.shadowRoot?.activeElement).to.equal(null);
    element.renderRoot.querySelector<HTMLElement>('[data-box="job:build"]')?.click();
    await waitUntil(() => location.hash === '#L12&job=build');
    location.hash = '#stage=testing';
    await waitUntil(() => title(element) === 'Testing', 'the link was not followed');
    element.renderRoot.querySelector<HTMLElement>('.details button')?.click();
    await waitUntil(() => location.hash === '');
  });
});
