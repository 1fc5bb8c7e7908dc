import '../../../components/pipeline-visualizer/define.ts';
import { createStaticStore } from '../../../components/store/index.ts';
import { STAGES } from '../graphs.ts';
import { serve } from './harness.mjs';

const element = document.createElement('pipeline-visualizer');
const start = Date.now();
let run;
let zoomed = 0;

const LOOKS = {
  queued: { status: 'queued' },
  running: { status: 'running', startTime: start },
  success: { status: 'completed', conclusion: 'success', startTime: start, endTime: start + 1000 },
  failure: { status: 'completed', conclusion: 'failure', startTime: start, endTime: start + 1000 },
};

/** As the stream does it: what did not change of a run stays the same object. */
const listeners = new Set();
let snapshot;
const draw = async (changes) => {
  run = { ...run, ...changes };
  snapshot = { ...snapshot, run, runs: [run] };
  for (const listener of listeners) listener();
  await element.updateComplete;
};

function storeOf(first) {
  const plain = createStaticStore({ run: first });
  snapshot = plain.getSnapshot();
  ({ run } = snapshot);
  return {
    ...plain,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

serve({
  async show(box, jobs) {
    const stages = STAGES.map((id) => ({ id }));
    element.store = storeOf({ id: 'bench', number: 1, status: 'running', startTime: start, stages, jobs });
    box.append(element);
    await element.updateComplete;
    // Of a large graph the lines come with a part of the code that is fetched first.
    while (!element.renderRoot.querySelector('path[class*="edge"]')) await new Promise(requestAnimationFrame);
  },
  setStatus: (id, status) =>
    draw({ jobs: run.jobs.map((job) => (job.id === id ? { ...job, ...LOOKS[status] } : job)) }),
  zoom(share) {
    const viewport = element.renderRoot.querySelector('.viewport');
    const { left, top, width, height } = viewport.getBoundingClientRect();
    // As a person does it: with the wheel. From fitting the page, by a factor of 16 at most.
    if (zoomed === 0 && share < 0.1) element.renderRoot.querySelector('.zoom button:nth-of-type(3)')?.click();
    const turn = share - zoomed;
    zoomed = share;
    viewport.dispatchEvent(
      new WheelEvent('wheel', {
        ctrlKey: true,
        deltaY: -400 * turn,
        clientX: left + width / 2,
        clientY: top + height / 2,
        bubbles: true,
        cancelable: true,
      }),
    );
  },
  add(jobs) {
    const known = new Map(run.jobs.map((job) => [job.id, job]));
    const like = known.get(jobs[0].id);
    return draw({ jobs: jobs.map((job) => ({ ...(known.get(job.id) ?? like), ...job })) });
  },
});
window.ready = true;
