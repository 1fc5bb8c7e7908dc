// In the page: what every adapter is asked to do, and how long it takes. The runner calls `window.bench` through the debugger.
import { mapOf, withOneMore } from '../maps.ts';

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

async function timed(act) {
  const start = performance.now();
  await act();
  await painted();
  return performance.now() - start;
}

/**
 * @param {{
 *   show(box: HTMLElement, map: import('../maps.ts').BenchMap): Promise<void> | void,
 *   zoom(share: number): Promise<void> | void,
 *   pan(share: number): Promise<void> | void,
 *   add(map: import('../maps.ts').BenchMap): Promise<void> | void,
 *   flow(): Promise<void> | void,
 *   places(): Map<string, readonly [number, number]> | Promise<Map<string, readonly [number, number]>>,
 * }} adapter
 */
export function serve(adapter) {
  let map = mapOf(0);
  window.bench = {
    async show(count) {
      map = mapOf(count);
      await painted();
      return timed(() => adapter.show(document.getElementById('box'), map));
    },
    idle: (count) => frames(count, () => {}),
    /** From the whole into the middle and back. */
    zoom: (count) => frames(count, (index) => adapter.zoom(Math.sin((Math.PI * index) / count))),
    /** To the middle, where the boxes can be read, from there across and back. */
    async pan(count) {
      await adapter.zoom(1);
      await frames(10, () => {});
      return frames(count, (index) => adapter.pan(Math.sin((Math.PI * index) / count)));
    },
    async add() {
      const before = await adapter.places();
      const ms = await timed(() => adapter.add(withOneMore(map)));
      const after = await adapter.places();
      const moves = [...before].map(([id, [x, y]]) => {
        const [nowX, nowY] = after.get(id);
        return Math.hypot(nowX - x, nowY - y);
      });
      return { ms, moved: moves.reduce((sum, move) => sum + move, 0) / moves.length };
    },
    /** Everything flows. */
    async flow() {
      await adapter.flow();
      await painted();
    },
  };
  window.ready = true;
}
