// In the page: what every adapter is asked to do, and how long it takes. The runner calls `window.bench` through the debugger.
import { pipelineOf, withOneMore } from '../graphs.ts';

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** After the next frame has been painted. */
const painted = async () => {
  await frame();
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
};

const STATUSES = ['queued', 'running', 'success', 'failure'];

/** Frames (ms) while something is done in each. */
async function frames(count, act) {
  const times = [];
  let last = await frame();
  for (let index = 0; index < count; index++) {
    await act(index);
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  return { frames: count, late: times.filter((time) => time > 33.4).length, longest: Math.max(...times) };
}

/**
 * @param {{
 *   show(box: HTMLElement, jobs: import('../graphs.ts').BenchJob[]): Promise<void> | void,
 *   setStatus(id: string, status: string): Promise<void> | void,
 *   zoom(share: number): Promise<void> | void,
 *   add(jobs: import('../graphs.ts').BenchJob[]): Promise<void> | void,
 * }} adapter
 */
export function serve(adapter) {
  let jobs = [];
  window.bench = {
    async show(count) {
      jobs = pipelineOf(count);
      const box = document.getElementById('box');
      await painted();
      const start = performance.now();
      await adapter.show(box, jobs);
      await painted();
      return { ms: performance.now() - start };
    },
    updates: (count) =>
      frames(count, (index) =>
        adapter.setStatus(jobs[(index * 37) % jobs.length].id, STATUSES[index % STATUSES.length]),
      ),
    idle: (count) => frames(count, () => {}),
    /** From the whole into the middle and back. */
    zoom: (count) => frames(count, (index) => adapter.zoom(Math.sin((Math.PI * index) / count))),
    async add() {
      const start = performance.now();
      await adapter.add(withOneMore(jobs));
      await painted();
      return { ms: performance.now() - start };
    },
  };
}
