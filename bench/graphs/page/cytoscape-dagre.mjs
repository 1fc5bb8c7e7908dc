import cytoscape from 'cytoscape';
import dagre from 'cytoscape-dagre';
import { SIZES } from '../graphs.ts';
import { COLORS } from './colors.mjs';
import { serve } from './harness.mjs';

cytoscape.use(dagre);
const { nodeWidth, nodeHeight, gutter, rowGap } = SIZES;
let graph;
let fit;

const elementsOf = (jobs) => [
  ...jobs.map(({ id, name }) => ({ data: { id, name, color: COLORS.queued } })),
  ...jobs.flatMap(({ id, needs }) =>
    needs.map((need) => ({ data: { id: `${need} ${id}`, source: need, target: id } })),
  ),
];
const place = () =>
  new Promise((resolve) => {
    const layout = graph.layout({ name: 'dagre', rankDir: 'LR', nodeSep: rowGap, rankSep: gutter, animate: false });
    layout.one('layoutstop', resolve);
    layout.run();
  });

serve({
  async show(container, jobs) {
    graph = cytoscape({
      container,
      minZoom: 0.001,
      elements: elementsOf(jobs),
      layout: { name: 'null' },
      style: [
        {
          selector: 'node',
          style: {
            shape: 'round-rectangle',
            width: nodeWidth,
            height: nodeHeight,
            label: 'data(name)',
            'text-valign': 'center',
            'font-size': 12,
            color: '#fff',
            'background-color': 'data(color)',
          },
        },
        { selector: 'edge', style: { width: 1.5, 'line-color': '#8b949e', 'curve-style': 'bezier' } },
      ],
    });
    await place();
    fit = graph.zoom();
  },
  setStatus: (id, status) => void graph.getElementById(id).data({ color: COLORS[status] }),
  zoom: (share) => void graph.zoom({ level: fit * 16 ** share, renderedPosition: { x: 640, y: 360 } }),
  async add(jobs) {
    graph.add(elementsOf(jobs).filter(({ data }) => graph.getElementById(data.id).empty()));
    await place();
  },
});
window.ready = true;
