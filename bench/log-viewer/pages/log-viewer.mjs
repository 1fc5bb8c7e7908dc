import { start } from '../driver.mjs';

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
  async search(term) {
    viewer.search(term);
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const found = viewer.shadowRoot.querySelector('.found[aria-busy=false]')?.textContent ?? '';
      const total = / of ([\d,]+)$/.exec(found)?.[1];
      if (total && viewer.shadowRoot.querySelector('.find input').value === term)
        return Number(total.replaceAll(',', ''));
    }
  },
});
