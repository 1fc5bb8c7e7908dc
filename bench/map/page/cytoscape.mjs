import cytoscape from 'cytoscape';
import { placesOf, SIZES } from '../maps.ts';
import { serve } from './harness.mjs';

const { nodeWidth, nodeHeight } = SIZES;
let graph;
let fit;
let panned = 0;

const elementsOf = (map) => {
  const places = placesOf(map);
  return [
    ...new Set(map.nodes.map(({ group }) => group)).values().map((id) => ({ data: { id } })),
    ...map.nodes.map(({ id, name, group }) => ({ data: { id, name, parent: group }, position: { ...places.get(id) } })),
    ...map.connections.map(({ id, from, to }) => ({ data: { id, source: from, target: to } })),
  ];
};

serve({
  show(container, map) {
    graph = cytoscape({
      container,
      minZoom: 0.001,
      elements: elementsOf(map),
      // Places that are given: none of its layouts for groups is faster.
      layout: { name: 'preset' },
      style: [
        {
          selector: 'node[name]',
          style: {
            shape: 'round-rectangle',
            width: nodeWidth,
            height: nodeHeight,
            label: 'data(name)',
            'text-valign': 'center',
            'font-size': 12,
            'background-color': '#fff',
          },
        },
        { selector: ':parent', style: { 'background-opacity': 0.1 } },
        { selector: 'edge', style: { width: 1.5, 'line-color': '#8b949e', 'curve-style': 'bezier' } },
        { selector: 'edge.flowing', style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] } },
      ],
    });
    fit = graph.zoom();
  },
  zoom: (share) => void graph.zoom({ level: fit * 16 ** share, renderedPosition: { x: 640, y: 360 } }),
  pan(share) {
    const step = share - panned;
    panned = share;
    graph.panBy({ x: -600 * step, y: -300 * step });
  },
  add(map) {
    graph.add(elementsOf(map).filter(({ data }) => graph.getElementById(data.id).empty()));
  },
  places: () =>
    new Map(
      graph.nodes('[name]').map((node) => {
        const { x, y } = node.position();
        return [node.id(), [x, y]];
      }),
    ),
  flow() {
    const edges = graph.edges().addClass('flowing');
    const step = (now) => {
      edges.style('line-dash-offset', -(now / 50) % 10);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  },
});
