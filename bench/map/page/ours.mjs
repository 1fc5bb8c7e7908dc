// As in the script file: with the code that draws, as the peers have theirs.
import '../../../components/infra-map/eager.ts';
import { createStaticStore } from '../../../components/store/index.ts';
import { serve } from './harness.mjs';

const element = document.createElement('infra-map');
let topology;
let zoomed = 0;
let scrolled = 0;

const draw = (map) => {
  topology = map;
  element.topology = map;
  return element.updateComplete;
};
const viewport = () => element.renderRoot.querySelector('.viewport');

serve({
  async show(box, map) {
    box.append(element);
    await draw(map);
    // Of a large map the lines come with a part of the code that is fetched first.
    while (!element.renderRoot.querySelector('path[class*="edge"]')) await new Promise(requestAnimationFrame);
  },
  zoom(share) {
    const { left, top, width, height } = viewport().getBoundingClientRect();
    // As a person does it: with the wheel. From fitting the page, by a factor of 16 at most.
    if (zoomed === 0 && share < 0.1) element.renderRoot.querySelector('.zoom button:nth-of-type(3)')?.click();
    const turn = share - zoomed;
    zoomed = share;
    viewport().dispatchEvent(
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
  pan(share) {
    viewport().scrollBy(600 * (share - scrolled), 300 * (share - scrolled));
    scrolled = share;
  },
  add: draw,
  places: () => new Map([...element.layout.places].map(([id, { layer, row }]) => [id, [layer * 108, row * 84]])),
  async flow() {
    const activeNodes = topology.nodes.map(({ id }) => id);
    const activeConnections = topology.connections.map(({ id }) => id);
    element.store = createStaticStore({
      run: { id: 'bench', number: 1, status: 'running', activeNodes, activeConnections },
    });
    await element.updateComplete;
  },
});
