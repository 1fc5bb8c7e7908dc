import { Handle, Position, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { createElement as h, memo } from 'react';
import { createRoot } from 'react-dom/client';
import { placesOf, SIZES } from '../maps.ts';
import { serve } from './harness.mjs';

const { nodeWidth: width, nodeHeight: height, rowGap } = SIZES;

const Part = memo(({ data }) =>
  h(
    'div',
    { style: { width, height, padding: 6, boxSizing: 'border-box', border: '1px solid #d0d7de', background: '#fff' } },
    h(Handle, { type: 'target', position: Position.Left }),
    data.name,
    h(Handle, { type: 'source', position: Position.Right }),
  ),
);
const nodeTypes = { part: Part };

const edgesOf = ({ connections }) => connections.map(({ id, from, to }) => ({ id, source: from, target: to }));

/** The nodes in their groups, at places that are given. */
function nodesOf(map) {
  const places = placesOf(map);
  const sizes = Map.groupBy(map.nodes, ({ group }) => group);
  const groups = [...sizes].map(([id, inside]) => ({
    id,
    type: 'group',
    data: {},
    position: places.get(inside[0].id),
    style: { width, height: inside.length * (height + rowGap) },
  }));
  const cornerOf = new Map(groups.map(({ id, position }) => [id, position]));
  const nodes = map.nodes.map(({ id, name, group }) => {
    const [place, corner] = [places.get(id), cornerOf.get(group)];
    const position = { x: place.x - corner.x, y: place.y - corner.y };
    return { id, type: 'part', parentId: group, position, data: { name }, initialWidth: width, initialHeight: height };
  });
  return [...groups, ...nodes];
}

let flow;
let fit;
let panned = 0;
const Grab = () => {
  flow = useReactFlow();
  return null;
};

serve({
  async show(box, map) {
    const drawn = (count) => box.querySelectorAll('.react-flow__edge').length === count;
    await new Promise((resolve) =>
      createRoot(box).render(
        h(
          ReactFlowProvider,
          null,
          h(ReactFlow, {
            defaultNodes: nodesOf(map),
            defaultEdges: edgesOf(map),
            nodeTypes,
            fitView: true,
            minZoom: 0.001,
            onInit: resolve,
          }),
          h(Grab),
        ),
      ),
    );
    while (!drawn(map.connections.length)) await new Promise((resolve) => requestAnimationFrame(resolve));
    fit = flow.getViewport();
  },
  zoom: (share) => flow.zoomTo(fit.zoom * 16 ** share, { duration: 0 }),
  pan(share) {
    const { x, y, zoom } = flow.getViewport();
    const step = share - panned;
    panned = share;
    flow.setViewport({ x: x - 600 * step, y: y - 300 * step, zoom });
  },
  add(map) {
    flow.setNodes(nodesOf(map));
    flow.setEdges(edgesOf(map));
  },
  places: () =>
    new Map(
      flow
        .getNodes()
        .filter(({ type }) => type === 'part')
        .map(({ id }) => {
          const { x, y } = flow.getInternalNode(id).internals.positionAbsolute;
          return [id, [x, y]];
        }),
    ),
  flow: () => flow.setEdges((edges) => edges.map((edge) => ({ ...edge, animated: true }))),
});
