// Layout alone, in this process: how long it takes, how good it is, and what one more job does to it.
import { createRequire } from 'node:module';
import { layout, type Graph } from '../../components/graph/index.ts';
import { growths, pipelineOf, SIZES, STAGES, withOneMore, type BenchJob } from './graphs.ts';
import { medianOf, movesOf, qualityOf, type Drawn, type Point } from './quality.ts';

const { nodeWidth, nodeHeight, gutter, rowGap } = SIZES;

type Engine = (jobs: readonly BenchJob[], before: unknown) => Promise<{ drawn: Drawn; kept: unknown }>;

const graphOf = (jobs: readonly BenchJob[], staged: boolean): Graph => ({
  columns: staged ? STAGES : ['all'],
  nodes: jobs.map(({ id, stage }) => ({ id, column: staged ? stage : 'all' })),
  edges: jobs.flatMap(({ id, needs }) => needs.map((from) => ({ id: `${from} ${id}`, from, to: id }))),
});

/** By its needs alone, as the others do it, or with a column for each stage, which they cannot. */
const ours =
  (staged: boolean): Engine =>
  async (jobs, before) => {
    const made = layout(graphOf(jobs, staged), SIZES, before ?? undefined);
    const middle = ({ layer, row }: { layer: number; row: number }): Point => ({
      x: layer * (nodeWidth + gutter) + nodeWidth / 2,
      y: row * (nodeHeight + rowGap) + nodeHeight / 2,
    });
    const boxes = new Map([...made.places].map(([id, place]) => [id, middle(place)]));
    const edges = made.routes.map(({ edge: { from, to }, points }) => ({ from, to, points }));
    return { drawn: { boxes, edges }, kept: made };
  };

const require = createRequire(import.meta.url);

interface Dagre {
  graphlib: { Graph: new () => DagreGraph };
  layout(graph: DagreGraph): void;
}
interface DagreGraph {
  setGraph(options: object): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(id: string, box: object): void;
  setEdge(from: string, to: string): void;
  node(id: string): Point;
  edge(from: string, to: string): { points: Point[] };
}

const dagre: Engine = async (jobs) => {
  const engine = require('@dagrejs/dagre') as Dagre;
  const graph = new engine.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: rowGap, ranksep: gutter, edgesep: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of jobs) graph.setNode(id, { width: nodeWidth, height: nodeHeight });
  for (const { id, needs } of jobs) for (const need of needs) graph.setEdge(need, id);
  engine.layout(graph);
  const boxes = new Map(jobs.map(({ id }) => [id, graph.node(id)]));
  const edges = jobs.flatMap(({ id, needs }) =>
    needs.map((from) => ({ from, to: id, points: graph.edge(from, id).points })),
  );
  return { drawn: { boxes, edges }, kept: null };
};

interface ElkEdge {
  id: string;
  sections: { startPoint: Point; endPoint: Point; bendPoints?: Point[] }[];
}
interface Elk {
  layout(graph: object): Promise<{ children: (Point & { id: string })[]; edges: ElkEdge[] }>;
}

const elk: Engine = async (jobs) => {
  const engine = new (require('elkjs') as new () => Elk)();
  const ends = new Map<string, readonly [string, string]>(
    jobs.flatMap(({ id, needs }) => needs.map((from) => [`${from} ${id}`, [from, id]] as const)),
  );
  const made = await engine.layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.spacing.nodeNode': String(rowGap),
      'elk.layered.spacing.nodeNodeBetweenLayers': String(gutter),
      'elk.edgeRouting': 'POLYLINE',
    },
    children: jobs.map(({ id }) => ({ id, width: nodeWidth, height: nodeHeight })),
    edges: [...ends].map(([id, [from, to]]) => ({ id, sources: [from], targets: [to] })),
  });
  const boxes = new Map(made.children.map(({ id, x, y }) => [id, { x: x + nodeWidth / 2, y: y + nodeHeight / 2 }]));
  const edges = made.edges.map(({ id, sections }) => {
    const [from = '', to = ''] = ends.get(id) ?? [];
    const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    return { from, to, points };
  });
  return { drawn: { boxes, edges }, kept: null };
};

const ENGINES: Readonly<Record<string, Engine>> = { ours: ours(false), 'ours, by stages': ours(true), dagre, elk };

export interface LayoutFigures {
  readonly engine: string;
  readonly ms: number;
  readonly crossings: number;
  readonly through: number;
  readonly addMs: number;
}

const ROUNDS = 5;

/** The median of a few rounds, or of as many as five seconds have room for. */
async function timed<Result>(work: () => Promise<Result>): Promise<[ms: number, result: Result]> {
  const begin = performance.now();
  const times: number[] = [];
  for (;;) {
    const start = performance.now();
    const result = await work();
    const end = performance.now();
    times.push(end - start);
    if (times.length === ROUNDS || end - begin > 5000) return [medianOf(times), result];
  }
}

export async function* measureLayouts(jobs: number): AsyncGenerator<LayoutFigures> {
  const graph = pipelineOf(jobs);
  const more = withOneMore(graph);
  for (const [engine, run] of Object.entries(ENGINES)) {
    const [ms, { drawn, kept }] = await timed(() => run(graph, null));
    const [addMs] = await timed(() => run(more, kept));
    yield { engine, ms, ...qualityOf(drawn, nodeWidth, nodeHeight), addMs };
  }
}

export interface StabilityFigures {
  readonly engine: string;
  readonly cases: number;
  /** How many of the others move (%), and how far all of them do on average (px): the median of the cases. */
  readonly movedShare: number;
  readonly mean: number;
  /** The farthest that any moves in any of the cases (px). */
  readonly farthest: number;
}

/** One more job beside another one, in turn beside many. */
export async function* measureStability(jobs: number): AsyncGenerator<StabilityFigures> {
  const graph = pipelineOf(jobs);
  for (const [engine, run] of Object.entries(ENGINES)) {
    const cases = engine.startsWith('ours') ? 40 : Math.max(2, Math.round(4000 / jobs));
    const { drawn, kept } = await run(graph, null);
    const moves = [];
    for (const grown of growths(graph, cases)) moves.push(movesOf(drawn, (await run(grown, kept)).drawn));
    yield {
      engine,
      cases,
      movedShare: medianOf(moves.map(({ share }) => share)),
      mean: medianOf(moves.map(({ mean }) => mean)),
      farthest: Math.max(...moves.map(({ farthest }) => farthest)),
    };
  }
}
