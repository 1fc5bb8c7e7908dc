import { scrollBox, start } from '../driver.mjs';

/** @type {any} */
let viewer;

await start({
  async mount(host) {
    viewer = document.createElement('log-viewer');
    // Before the file that defines it: it is upgraded then.
    host.append(viewer);
    await customElements.whenDefined('log-viewer');
    await viewer.updateComplete;
  },
  load: (lines) => viewer.append(lines),
  append: (lines) => viewer.append(lines),
  goTo: (line) => viewer.goToLine(line + 1),
  scrollTo: (share) => scrollBox(viewer.shadowRoot.querySelector('[part~=viewport]'), share),
  async openSearch() {
    const { shadowRoot } = viewer;
    shadowRoot.querySelector('[part~=toolbar] [aria-keyshortcuts="Control+F"]').click();
    while (!shadowRoot.querySelector('.find')) await new Promise((resolve) => requestAnimationFrame(resolve));
  },
  // Lines are taken in and packed in the background.
  async settled() {
    const counts = () =>
      [...viewer.shadowRoot.querySelectorAll('button.type')].map(({ ariaLabel }) => ariaLabel).join();
    for (let before = ''; before !== counts();) {
      before = counts();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    await new Promise((resolve) => setTimeout(resolve, 8000));
  },
  async search(term, found) {
    const { shadowRoot } = viewer;
    viewer.search(term);
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (shadowRoot.querySelector('.row.hit')?.textContent.includes(term)) found();
      const result = shadowRoot.querySelector('.found');
      const total = / of ([\d,]+)$/.exec(result?.textContent ?? '')?.[1];
      const { value } = shadowRoot.querySelector('.find input') ?? {};
      if (total && value === term && result.ariaBusy === 'false') return Number(total.replaceAll(',', ''));
    }
  },
});
