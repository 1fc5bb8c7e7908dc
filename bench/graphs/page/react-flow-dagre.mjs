import dagre from '@dagrejs/dagre';
import { SIZES } from '../graphs.ts';
import { start } from './react-flow.mjs';

const { nodeWidth: width, nodeHeight: height, gutter, rowGap } = SIZES;

start((jobs) => {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: rowGap, ranksep: gutter });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of jobs) graph.setNode(id, { width, height });
  for (const { id, needs } of jobs) for (const need of needs) graph.setEdge(need, id);
  dagre.layout(graph);
  return new Map(
    jobs.map(({ id }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
});
