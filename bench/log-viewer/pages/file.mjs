// Runs in the page: opens a file in the viewer and watches it as a person would.

/** @type {any} */
const viewer = document.querySelector('log-viewer');
await customElements.whenDefined('log-viewer');
/** @type {ShadowRoot} */
const shadow = viewer.shadowRoot;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

Object.assign(globalThis, {
  /** Until the viewer says nothing more of loading. */
  async load() {
    let longest = 0;
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    tasks.observe({ type: 'longtask' });
    const start = performance.now();
    let [first, frames, slow, before] = [0, 0, 0, start];
    viewer.url = '/log.txt';
    do {
      const now = await frame();
      frames++;
      if (now - before > 50) slow++;
      before = now;
      if (first === 0 && shadow.querySelector('.row')) first = performance.now() - start;
    } while (first === 0 || shadow.querySelector('.note'));
    const seconds = (performance.now() - start) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 200));
    tasks.disconnect();
    return {
      'first lines, ms': first,
      'all of it, s': seconds,
      'meanwhile: frames a second': frames / seconds,
      'meanwhile: frames over 50 ms': slow,
      'meanwhile: longest task, ms (0: none over 50)': longest,
    };
  },

  /** Goes to a line, and says what stands there. @param {number} number */
  async read(number) {
    const start = performance.now();
    viewer.goToLine(number);
    for (;;) {
      await frame();
      const row = [...shadow.querySelectorAll('.row')].find(
        (each) => each.querySelector('.number')?.textContent === String(number),
      );
      const text = row?.querySelector('.message')?.textContent?.trim();
      if (text) return { text, took: performance.now() - start };
    }
  },

  /** @param {string} term */
  async find(term) {
    const start = performance.now();
    viewer.search(term);
    for (;;) {
      await frame();
      const found = shadow.querySelector('.found[aria-busy=false]')?.textContent ?? '';
      const total = / of ([\d,]+)$/.exec(found)?.[1];
      if (total && shadow.querySelector('.find input').value === term)
        return { total: Number(total.replaceAll(',', '')), took: performance.now() - start };
    }
  },
});
document.title = 'ready';
