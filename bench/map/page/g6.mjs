import { CubicHorizontal, ExtensionCategory, Graph, register } from '@antv/g6';
import { SIZES } from '../maps.ts';
import { serve } from './harness.mjs';

const { nodeWidth, nodeHeight } = SIZES;
let graph;
let fit;
let panned = 0;

/** Dashes that wander, as its documentation shows them. */
class Flowing extends CubicHorizontal {
  onUpdate() {
    const { key } = this.shapeMap;
    if (!this.attributes.flowing || this.running) return;
    key.style.lineDash = [6, 4];
    this.running = key.animate([{ lineDashOffset: 10 }, { lineDashOffset: 0 }], {
      duration: 500,
      iterations: Infinity,
    });
  }
}
register(ExtensionCategory.EDGE, 'flowing', Flowing);

const nodeOf = ({ id, name, group }) => ({ id, combo: group, data: { name } });
const edgeOf = ({ id, from, to }) => ({ id, source: from, target: to });

serve({
  async show(container, { nodes, connections }) {
    graph = new Graph({
      container,
      width: 1280,
      height: 720,
      autoFit: 'view',
      animation: false,
      zoomRange: [0.001, 10],
      data: {
        nodes: nodes.map(nodeOf),
        edges: connections.map(edgeOf),
        combos: [...new Set(nodes.map(({ group }) => group))].map((id) => ({ id })),
      },
      node: {
        type: 'rect',
        style: { size: [nodeWidth, nodeHeight], labelText: ({ data }) => data.name, labelPlacement: 'center' },
      },
      edge: { type: 'flowing', style: { stroke: '#8b949e', lineWidth: 1.5 } },
      combo: { type: 'rect' },
      layout: { type: 'combo-combined', comboPadding: 10, nodeSize: nodeWidth },
    });
    await graph.render();
    fit = graph.getZoom();
  },
  zoom: (share) => graph.zoomTo(fit * 16 ** share, false, [640, 360]),
  pan(share) {
    const step = share - panned;
    panned = share;
    return graph.translateBy([-600 * step, -300 * step], false);
  },
  async add({ nodes, connections }) {
    const known = new Set(graph.getEdgeData().map(({ id }) => id));
    graph.addNodeData(nodes.filter(({ id }) => id === 'added').map(nodeOf));
    graph.addEdgeData(connections.filter(({ id }) => !known.has(id)).map(edgeOf));
    await graph.render();
  },
  places: () => new Map(graph.getNodeData().map(({ id }) => [id, graph.getElementPosition(id)])),
  async flow() {
    graph.updateEdgeData(graph.getEdgeData().map(({ id }) => ({ id, style: { flowing: true } })));
    await graph.draw();
  },
});
