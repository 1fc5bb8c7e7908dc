// Runs in the page. It never asks a viewer what it shows: it looks at what stands at points of the screen, as a person would.
import { COMMON, logOf, RARE } from './log.mjs';

/**
 * A viewer, as the driver uses it.
 *
 * @typedef {object} Subject
 * @property {(host: HTMLElement) => unknown} mount
 * @property {(lines: string[]) => unknown} load shows a whole log
 * @property {(lines: string[]) => void} append adds lines to an empty viewer, or to what was appended, and follows them
 * @property {(line: number) => void} goTo
 * @property {(term: string, found: () => void) => Promise<number>} search how many matches there are; says when the first is shown
 * @property {() => Promise<void>} [openSearch] opens the box in which a person writes what to look for
 * @property {(share: number) => void} scrollTo goes to a share of the log, as the scrollbar does
 * @property {() => Promise<void>} [settled] resolves when work in the background is done
 */

/** A line that does not come into view within this time does not come (ms). */
const LOST = 5000;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? null;

/** @type {{ start: number, duration: number }[]} */
const longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration });
}).observe({ type: 'longtask', buffered: true });

/** The longest task since then, ms; 0 when none was over 50. @param {number} since */
async function longestTask(since) {
  await sleep(150);
  return longTasks
    .filter(({ start }) => start >= since - 1)
    .reduce((most, { duration }) => Math.max(most, duration), 0);
}

/** @type {Subject} */
let subject;
/** @type {HTMLElement} */
let host;
/** @type {string[]} */
let lines = [];

/** The number of the line at a point; null where there is none. @returns {number | null} */
function lineAt(/** @type {number} */ x, /** @type {number} */ y) {
  const outer = document.elementFromPoint(x, y);
  let element = outer?.shadowRoot?.elementFromPoint(x, y) ?? outer;
  for (; element && element !== host; element = element.parentElement) {
    const text = element.textContent ?? '';
    const found = text.length < 20_000 ? [...text.matchAll(/@(\d{8})@/g)] : [];
    // More stand in what holds all lines.
    if (found.length > 0) return found.length < 4 ? Number(found[0]?.[1]) : null;
  }
  return null;
}

/** The first line on the screen, or the last one; null while there is none. @returns {number | null} */
function seen(/** @type {'first' | 'last'} */ which) {
  const { left, top, width, height } = host.getBoundingClientRect();
  for (let from = 8; from < height; from += 8) {
    const line = lineAt(left + width / 4, which === 'first' ? top + from : top + height - from);
    if (line !== null) return line;
  }
  return null;
}

/** Three short frames in a row: nothing goes on any more. */
async function idle() {
  for (let short = 0, before = performance.now(); short < 3;) {
    await frame();
    const now = performance.now();
    short = now - before < 40 ? short + 1 : 0;
    before = now;
  }
}

const scenarios = {
  /** @param {number} total */
  prepare(total) {
    const line = logOf(total);
    // Texts as they come from a network: those that were just put together are still in their pieces (ropes of V8).
    lines = JSON.parse(JSON.stringify(Array.from({ length: total }, (_, at) => line(at))));
  },

  async load() {
    await idle();
    const start = performance.now();
    const done = Promise.resolve(subject.load(lines));
    lines = [];
    let first = 0;
    while (!first) {
      await frame();
      if (seen('first') !== null) first = performance.now() - start;
    }
    await done;
    await idle();
    return { first, ready: performance.now() - start, longest: await longestTask(start) };
  },

  async settled() {
    await subject.settled?.();
    await sleep(1500);
  },

  /** @param {number} total @param {number} times */
  async jump(total, times) {
    const took = [];
    for (let time = 0; time < times; time++) {
      const line = Math.floor(((time * 0.618 + 0.1) % 1) * total);
      await idle();
      const start = performance.now();
      subject.goTo(line);
      for (let there = false; !there && performance.now() - start < LOST;) {
        await frame();
        there = (seen('first') ?? Infinity) <= line && line <= (seen('last') ?? -1);
      }
      took.push(performance.now() - start);
    }
    const ms = median(took) ?? LOST;
    return ms < LOST ? ms : null;
  },

  /** From the beginning to the end, a step in each frame. @param {number} steps */
  async fling(steps) {
    subject.scrollTo(0);
    await idle();
    const start = performance.now();
    let late = 0;
    for (let step = 1, before = start; step <= steps && performance.now() - start < 20_000; step++) {
      subject.scrollTo(step / steps);
      const now = await frame();
      if (now - before > 33.5) late++;
      before = now;
    }
    return late;
  },

  /** How often there is no line on the screen in the frame after a far step. @param {number} steps */
  async blank(steps) {
    subject.scrollTo(0);
    await idle();
    let count = 0;
    for (let step = 1; step <= steps; step++) {
      subject.scrollTo(((step * 0.618) % 1) * 0.98 + 0.01);
      await frame();
      if (seen('first') === null) count++;
    }
    return count;
  },

  async openSearch() {
    const start = performance.now();
    await subject.openSearch?.();
    await frame();
    return performance.now() - start;
  },

  /** @param {'rare' | 'common'} which */
  async search(which) {
    await idle();
    const start = performance.now();
    let first = 0;
    const matches = await subject.search(which === 'rare' ? RARE : COMMON, () => (first ||= performance.now() - start));
    const took = performance.now() - start;
    await idle();
    return { matches, first: first || took, took, longest: await longestTask(start) };
  },

  /** Gives the lines that were prepared. @param {number} rate lines a second */
  async stream(rate) {
    const all = lines;
    const total = all.length;
    const seconds = total / rate;
    await idle();
    const start = performance.now();
    let sent = 0;
    const due = () => Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate));
    const timer = setInterval(() => {
      const upTo = due();
      if (upTo > sent) subject.append(all.slice(sent, upTo));
      sent = upTo;
    }, 20);
    const lags = [];
    const frames = [];
    let probe = start + 500;
    for (let before = start; performance.now() - start < seconds * 1000;) {
      const now = /** @type {number} */ (await frame());
      frames.push(now - before);
      before = now;
      if (performance.now() < probe) continue;
      probe += 500;
      lags.push(((due() - 1 - (seen('last') ?? -1)) / rate) * 1000);
    }
    clearInterval(timer);
    lines = [];
    return {
      fps: frames.length / seconds,
      slowFrames: frames.filter((ms) => ms > 33.5).length,
      lag: median(lags),
      longest: await longestTask(start),
    };
  },
};

/** @param {HTMLElement} box @param {number} share */
export const scrollBox = (box, share) => (box.scrollTop = share * (box.scrollHeight - box.clientHeight));

/** @param {Subject} own */
export async function start(own) {
  subject = own;
  host = /** @type {HTMLElement} */ (document.getElementById('host'));
  await subject.mount(host);
  Object.assign(globalThis, { scenarios });
  document.title = 'ready';
}
