import type { SVGTemplateResult } from 'lit';
import { LIVE_STAGE, QUEUED_STAGE, type Stage, type StageKind } from '../../protocol/index.ts';
import { line } from '../shared/icons.ts';

/** A list, a cube, a flask, an arrow that leaves a box, a globe, layers. By the ids of the stages that every run has, else by their kinds. */
const SHAPES = {
  [QUEUED_STAGE]: 'M2.5 4h11M2.5 8h11m-11 4h6',
  build: 'm8 2 5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6',
  test: 'M5.5 2h5M6.5 2v4.5L3 14h10L9.5 6.5V2M5 10h6',
  deploy: 'M8 10V2M5 5l3-3 3 3m-8.5 5.5v3h11v-3',
  [LIVE_STAGE]: 'M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2zM2 8h12M8 2c3 3 3 9 0 12-3-3-3-9 0-12z',
  other: 'm8 2 6 3.5L8 9 2 5.5zM2 9l6 3.5L14 9',
} as const satisfies Readonly<Record<StageKind | typeof QUEUED_STAGE | typeof LIVE_STAGE, string>>;

/** What a stage does. How it stands is said by its colour and beside it. */
export function stageShape(stage: Pick<Stage, 'id' | 'kind'> | null): SVGTemplateResult {
  const { id, kind = 'other' } = stage ?? {};
  return line(SHAPES[id === QUEUED_STAGE || id === LIVE_STAGE ? id : kind], 1.4);
}
