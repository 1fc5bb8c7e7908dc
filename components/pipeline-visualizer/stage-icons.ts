import type { SVGTemplateResult } from 'lit';
import { LIVE_STAGE, QUEUED_STAGE, type Stage, type StageKind } from '../../protocol/index.ts';
import { line } from '../shared/icons.ts';

const KINDS: Readonly<Record<StageKind, SVGTemplateResult>> = {
  build: line('M8 1.75 13.5 4.9v6.2L8 14.25 2.5 11.1V4.9zM2.75 5 8 8l5.25-3M8 8v6', 1.4),
  test: line(
    'M5.75 1.75h4.5m-3.75 0v4.6l-3.6 6.1a1.2 1.2 0 0 0 1 1.8h8.2a1.2 1.2 0 0 0 1-1.8L9.5 6.35v-4.6M4.9 10h6.2',
    1.4,
  ),
  deploy: line('M8 10.25v-8.5M4.75 5 8 1.75 11.25 5M2.5 10.5v2.25c0 .8.7 1.5 1.5 1.5h8c.8 0 1.5-.7 1.5-1.5V10.5', 1.4),
  other: line('M8 2.25 14 5.5 8 8.75 2 5.5zM2 8.5l6 3.25 6-3.25m-12 3 6 3.25 6-3.25', 1.4),
};

const QUEUED = line('M2.5 3.75h11M2.5 8h11m-11 4.25h6', 1.4);
const LIVE = line(
  'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM1.75 8h12.5M8 1.75c3.2 3.5 3.2 9 0 12.5-3.2-3.5-3.2-9 0-12.5z',
  1.4,
);

/** What a stage does. How it stands is said by its colour and beside it. */
export function stageShape(stage: Pick<Stage, 'id' | 'kind'> | null): SVGTemplateResult {
  if (stage?.id === QUEUED_STAGE) return QUEUED;
  if (stage?.id === LIVE_STAGE) return LIVE;
  return KINDS[stage?.kind ?? 'other'];
}
