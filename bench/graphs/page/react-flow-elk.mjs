import ELK from 'elkjs/lib/elk.bundled.js';
import { SIZES } from '../graphs.ts';
import { start } from './react-flow.mjs';

const { nodeWidth: width, nodeHeight: height, gutter, rowGap } = SIZES;
const elk = new ELK();

start(async (jobs) => {
  const { children } = await elk.layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.spacing.nodeNode': String(rowGap),
      'elk.layered.spacing.nodeNodeBetweenLayers': String(gutter),
    },
    children: jobs.map(({ id }) => ({ id, width, height })),
    edges: jobs.flatMap(({ id, needs }) =>
      needs.map((need) => ({ id: `${need} ${id}`, sources: [need], targets: [id] })),
    ),
  });
  return new Map(children.map(({ id, x, y }) => [id, { x, y }]));
});
