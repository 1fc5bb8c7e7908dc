import { Handle, Position, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { createElement as h, memo } from 'react';
import { createRoot } from 'react-dom/client';
import { SIZES } from '../graphs.ts';
import { COLORS } from './colors.mjs';
import { serve } from './harness.mjs';

const { nodeWidth: width, nodeHeight: height } = SIZES;

const Job = memo(({ data }) =>
  h(
    'div',
    { style: { width, height, padding: 6, boxSizing: 'border-box', color: '#fff', background: COLORS[data.status] } },
    h(Handle, { type: 'target', position: Position.Left }),
    data.name,
    h(Handle, { type: 'source', position: Position.Right }),
  ),
);
const nodeTypes = { job: Job };

/** React Flow draws; where, another library has to find out. `place` resolves to the corners of the boxes. */
export function start(place) {
  let flow;
  let done;
  const Grab = () => {
    flow = useReactFlow();
    return null;
  };
  const nodesOf = async (jobs) => {
    const places = await place(jobs);
    return jobs.map(({ id, name }) => ({
      id,
      type: 'job',
      position: places.get(id),
      data: { name, status: 'queued' },
      initialWidth: width,
      initialHeight: height,
    }));
  };
  const edgesOf = (jobs) =>
    jobs.flatMap(({ id, needs }) => needs.map((need) => ({ id: `${need} ${id}`, source: need, target: id })));
  let fit;
  serve({
    async show(box, jobs) {
      const defaultNodes = await nodesOf(jobs);
      await new Promise((resolve) => {
        done = resolve;
        createRoot(box).render(
          h(
            ReactFlowProvider,
            null,
            h(ReactFlow, {
              defaultNodes,
              defaultEdges: edgesOf(jobs),
              nodeTypes,
              fitView: true,
              minZoom: 0.001,
              onInit: () => done(),
            }),
            h(Grab),
          ),
        );
      });
      fit = flow.getViewport();
    },
    setStatus: (id, status) => flow.updateNodeData(id, { status }),
    zoom: (share) => flow.zoomTo(fit.zoom * 16 ** share, { duration: 0 }),
    async add(jobs) {
      flow.setNodes(await nodesOf(jobs));
      flow.setEdges(edgesOf(jobs));
    },
  });
  window.ready = true;
}
