import type { Job, Run, Stage } from '../../protocol/index.ts';
import { shallowEqual } from '../store/equal.ts';
import { layersOf, type Graph, type GraphEdge, type GraphNode } from '../graph/index.ts';
import { lookOf, type Look } from '../shared/look.ts';
import { foldJobs, jobId, membersOf, summarizeFold, type Fold, type JobEntry } from './folds.ts';

/** What stands in a column. A stage without jobs is a box itself, so that the way through the pipeline is whole. */
export type Box = { readonly kind: 'stage'; readonly id: string; readonly stage: Stage } | JobEntry | Fold;

export interface Column {
  readonly id: string;
  /** Null for the jobs that belong to no stage. */
  readonly stage: Stage | null;
  readonly jobs: readonly Job[];
}

/** What is drawn of a run; where it is drawn is the layout's part. */
export interface Picture {
  readonly columns: readonly Column[];
  /** Everything that can stand in a column, jobs inside an unfolded group too. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly graph: Graph;
}

export const UNPLACED = 'unplaced';
export const stageBox = (stage: string): string => `stage:${stage}`;

/** The edges that only tell the order of the stages have ids that begin with this. */
const ORDER = 'order:';
export const isOrder = (edge: GraphEdge): boolean => edge.id.startsWith(ORDER);

const edgeOf = (from: string, to: string, prefix = ''): GraphEdge => ({
  id: prefix + JSON.stringify([from, to]),
  from,
  to,
});

export function boxLook(box: Box): Look {
  if (box.kind === 'stage') return lookOf(box.stage);
  return lookOf(box.kind === 'job' ? box.job : summarizeFold(box));
}

/** The box that stands for a job: its own, or its group's while that is folded. */
export function boxOfJob({ boxes }: Picture, job: string): string | null {
  const own = jobId({ id: job });
  if (boxes.has(own)) return own;
  for (const box of boxes.values()) if (box.kind === 'fold' && box.jobs.some(({ id }) => id === job)) return box.id;
  return null;
}

/** The name of a box or a column, as its source has it. */
export function boxName({ boxes, columns }: Picture, id: string): string {
  const box = boxes.get(id);
  if (box?.kind === 'job') return box.job.name;
  return box?.kind === 'fold' ? box.name : (columns.find((column) => column.id === id)?.stage?.name ?? '');
}

/** `unfolded` holds the ids of the groups that a person has opened. */
export function pictureOf(run: Run, unfolded: ReadonlySet<string>): Picture {
  const columns = columnsOf(run);
  const boxes = new Map<string, Box>();
  const nodes: GraphNode[] = [];
  for (const { id: column, stage, jobs } of columns) {
    if (stage && jobs.length === 0) {
      boxes.set(column, { kind: 'stage', id: column, stage });
      nodes.push({ id: column, column });
    }
    for (const entry of foldJobs(jobs, depthsOf(jobs), column, unfolded)) {
      boxes.set(entry.id, entry);
      const members = entry.kind === 'fold' && entry.open ? membersOf(entry) : [];
      for (const member of members) boxes.set(member.id, member);
      nodes.push({ id: entry.id, column, members: members.map(({ id }) => id) });
    }
  }
  const needs = needEdges(run.jobs, standIns(boxes));
  const edges = [...needs, ...orderEdges(columns, nodes, needs)];
  return { columns, boxes, graph: { columns: columns.map(({ id }) => id), nodes, edges } };
}

/**
 * The same picture of a run that has got on: what is drawn and where is as it was, only how things stand is new. Nothing is
 * made anew but the boxes of what has changed. Null where there are other jobs or stages than before.
 */
export function renew(picture: Picture, before: Run, after: Run): Picture | null {
  const news = new Map<Job | Stage, Job | Stage>();
  const isSame = (known: readonly (Job | Stage)[], things: readonly (Job | Stage)[]): boolean =>
    known.length === things.length &&
    known.every((was, index) => {
      const is = things[index] ?? was;
      if (is !== was) news.set(was, is);
      return is === was || isAlike(was, is);
    });
  if (!isSame(before.jobs, after.jobs) || !isSame(before.stages, after.stages)) return null;

  const now = <Thing extends Job | Stage>(thing: Thing): Thing => (news.get(thing) as Thing | undefined) ?? thing;
  const nowOf = (jobs: readonly Job[]): readonly Job[] => (jobs.some((job) => news.has(job)) ? jobs.map(now) : jobs);
  const renewed = (box: Box): Box => {
    if (box.kind === 'stage') return { ...box, stage: now(box.stage) };
    if (box.kind === 'job') return news.has(box.job) ? { ...box, job: now(box.job) } : box;
    const jobs = nowOf(box.jobs);
    return jobs === box.jobs ? box : { ...box, jobs };
  };
  return {
    ...picture,
    columns: picture.columns.map(({ id, stage, jobs }) => ({ id, stage: stage && now(stage), jobs: nowOf(jobs) })),
    boxes: new Map([...picture.boxes].map(([id, box]) => [id, renewed(box)])),
  };
}

/** What the picture of a thing depends on, besides how it stands. */
const LASTING = ['id', 'name', 'group', 'stage', 'needs'] as const;

const isAlike = (one: Partial<Job>, other: Partial<Job>): boolean =>
  LASTING.every((key) => shallowEqual(one[key], other[key]));

function depthsOf(jobs: readonly Job[]): (job: Job) => number {
  const depths = layersOf(
    jobs.map((job) => job.id),
    jobs.flatMap((job) => job.needs.map((need) => ({ from: need, to: job.id }))),
  );
  return (job) => depths.get(job.id) ?? 0;
}

/** By job, the box that stands for it: its group's where that is folded. */
function standIns(boxes: ReadonlyMap<string, Box>): Map<string, string> {
  const found = new Map<string, string>();
  for (const box of boxes.values()) {
    if (box.kind === 'job') found.set(box.job.id, box.id);
    else if (box.kind === 'fold' && !box.open) for (const job of box.jobs) found.set(job.id, box.id);
  }
  return found;
}

function columnsOf({ stages, jobs }: Run): Column[] {
  const known = new Set(stages.map((stage) => stage.id));
  const columns: Column[] = stages.map((stage) => ({
    id: stageBox(stage.id),
    stage,
    jobs: jobs.filter((job) => job.stage === stage.id),
  }));
  const unplaced = jobs.filter((job) => job.stage === null || !known.has(job.stage));
  return unplaced.length > 0 ? [...columns, { id: UNPLACED, stage: null, jobs: unplaced }] : columns;
}

function needEdges(jobs: readonly Job[], standIn: ReadonlyMap<string, string>): GraphEdge[] {
  const edges = jobs.flatMap((job) =>
    job.needs.flatMap((need) => {
      const from = standIn.get(need);
      const to = standIn.get(job.id);
      return from === undefined || to === undefined || from === to ? [] : edgeOf(from, to);
    }),
  );
  return [...new Map(edges.map((edge) => [edge.id, edge])).values()];
}

/**
 * Where no job of a stage needs one of another stage, the order of the stages is all that is known: then the ends of one lead
 * to the beginnings of the next. Through the first of each, for a line from all to all would be a thicket.
 */
function orderEdges(columns: readonly Column[], nodes: readonly GraphNode[], needs: readonly GraphEdge[]): GraphEdge[] {
  const columnOf = new Map<string, string>();
  for (const { id, column, members = [] } of nodes) for (const box of [id, ...members]) columnOf.set(box, column);
  const isInside = ({ from, to }: GraphEdge): boolean => columnOf.get(from) === columnOf.get(to);
  const inside = needs.filter(isInside);
  const across = new Set(needs.filter((edge) => !isInside(edge)).map(({ to }) => columnOf.get(to)));
  const leaving = new Set(inside.map((edge) => edge.from));
  const entering = new Set(inside.map((edge) => edge.to));
  const ends = (column: string, inner: ReadonlySet<string>): string[] =>
    nodes
      .filter((node) => node.column === column)
      .flatMap(({ id, members = [] }) => (members.length > 0 ? members : [id]))
      .filter((box) => !inner.has(box));

  return columns.flatMap(({ id, stage }, index) => {
    const before = columns[index - 1];
    if (!before || stage === null || across.has(id)) return [];
    const exits = ends(before.id, leaving);
    const [entry, ...others] = ends(id, entering);
    const [exit] = exits;
    if (exit === undefined || entry === undefined) return [];
    return [...exits.map((from) => edgeOf(from, entry, ORDER)), ...others.map((to) => edgeOf(exit, to, ORDER))];
  });
}
