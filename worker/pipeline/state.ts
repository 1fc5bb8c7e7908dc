import { formatEventId, type PipelineState } from '../../protocol/index.ts';
import type { Turn } from './turn.ts';

/** The pipeline as it stands. Its tag changes with every event and every viewer. */
export function stateOf(
  { pipeline, journal, configs, runs }: Turn,
  viewers: number,
): { etag: string; state: PipelineState } {
  const { revision, title, description } = configs.current;
  return {
    etag: `${formatEventId({ epoch: journal.epoch, seq: journal.head })}-${viewers}`,
    state: { pipeline, config: { revision, title, description }, run: runs.newest()?.view ?? null, viewers },
  };
}
