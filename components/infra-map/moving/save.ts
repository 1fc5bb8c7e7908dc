import type { ConfigAnswer, ConfigDocument, Problem, Topology } from '../../../protocol/index.ts';
import { problemOf } from '../../shared/problem-of.ts';
import type { PipelineStore } from '../../store/types.ts';
import { arrange, type Moves } from './moves.ts';

/** How often a save is tried again because somebody else saved meanwhile. */
const MOST_TRIES = 5;

/** Saves where nodes stand, and of what somebody else saved at the same time nothing else is changed. Starts no run. */
export async function saveMoves(store: PipelineStore, config: ConfigDocument, moves: Moves): Promise<ConfigAnswer> {
  let { revision, topology }: { revision: number; topology: Topology } = config;
  for (let tries = 1; ; tries += 1) {
    try {
      return await store.saveConfig({ topology: arrange(topology, moves) }, revision, { trigger: 'false' });
    } catch (error) {
      // With a 412 comes the config that is saved now.
      const { current }: Problem & { readonly current?: ConfigDocument } = problemOf(error);
      if (!current || tries === MOST_TRIES) throw error;
      ({ revision, topology } = current);
    }
  }
}
