import { Graph } from '@antv/g6';
import { SIZES } from '../graphs.ts';
import { COLORS } from './colors.mjs';
import { serve } from './harness.mjs';

const { nodeWidth, nodeHeight, gutter, rowGap } = SIZES;
let graph;
let fit;

const nodeOf = ({ id, name }) => ({ id, data: { name }, style: { fill: COLORS.queued } });
const edgesOf = (jobs) =>
  jobs.flatMap(({ id, needs }) => needs.map((need) => ({ id: `${need} ${id}`, source: need, target: id })));

serve({
  async show(container, jobs) {
    graph = new Graph({
      container,
      width: 1280,
      height: 720,
      autoFit: 'view',
      animation: false,
      zoomRange: [0.001, 10],
      data: { nodes: jobs.map(nodeOf), edges: edgesOf(jobs) },
      node: {
        type: 'rect',
        style: {
          size: [nodeWidth, nodeHeight],
          labelText: ({ data }) => data.name,
          labelPlacement: 'center',
          labelFill: '#fff',
        },
      },
      edge: { type: 'cubic-horizontal', style: { stroke: '#8b949e', lineWidth: 1.5 } },
      layout: {
        type: 'antv-dagre',
        rankdir: 'LR',
        nodesep: rowGap,
        ranksep: gutter,
        nodeSize: [nodeWidth, nodeHeight],
      },
    });
    await graph.render();
    fit = graph.getZoom();
  },
  async setStatus(id, status) {
    graph.updateNodeData([{ id, style: { fill: COLORS[status] } }]);
    await graph.draw();
  },
  zoom: (share) => graph.zoomTo(fit * 16 ** share, false, [640, 360]),
  async add(jobs) {
    const known = new Set(graph.getEdgeData().map(({ id }) => id));
    graph.addNodeData(jobs.filter(({ id }) => id === 'added').map(nodeOf));
    graph.addEdgeData(edgesOf(jobs).filter(({ id }) => !known.has(id)));
    await graph.render();
  },
});
window.ready = true;
