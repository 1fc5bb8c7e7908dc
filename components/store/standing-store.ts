import type { Problem } from '../../protocol/index.ts';
import { localProblem, ProblemError } from './problem.ts';
import { EMPTY_SNAPSHOT } from './snapshot.ts';
import { createState, type State } from './state.ts';
import type { PipelineStore, StoreSnapshot } from './types.ts';

/** A store without a server. Actions reject, for there is nobody to do them. */
export function createStandingStore(state: State<StoreSnapshot>, reconnect = (): void => {}): PipelineStore {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new ProblemError(localProblem('This pipeline is shown from plain data', 'It has no server to ask.')),
    );
  const store: PipelineStore = {
    src: null,
    getSnapshot: state.get,
    subscribe: state.subscribe,
    select: (selection) => state.patch({ selection }),
    preview: (preview) => state.patch({ preview }),
    showRun() {},
    forRun: () => store,
    reconnect,
    loadEarlierLines: () => Promise.resolve(0),
    fetch: refuse,
    trigger: refuse,
    cancel: refuse,
    rerun: refuse,
    saveConfig: refuse,
    revisions: refuse,
    history: () => Promise.resolve({ runs: state.get().runs, next: null }),
  };
  return store;
}

/** A store that could not be made: it says why. */
export const createBrokenStore = (error: Problem): PipelineStore =>
  createStandingStore(createState({ ...EMPTY_SNAPSHOT, connection: 'error', error }));
