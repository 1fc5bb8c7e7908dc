import type { ConfigDocument, Problem } from '../../protocol/index.ts';
import { completeRun } from './complete-run.ts';
import { localProblem, ProblemError } from './problem.ts';
import { EMPTY_LOG, EMPTY_SNAPSHOT } from './snapshot.ts';
import { createState } from './state.ts';
import type { PipelineStore, PlainData, StoreSnapshot } from './types.ts';

/** A store of plain data: always live, never on the network. Actions reject, for there is nobody to do them. */
export function createStaticStore(data: PlainData): PipelineStore {
  const run = data.run ? completeRun(data.run) : null;
  return standing({
    ...EMPTY_SNAPSHOT,
    connection: 'live',
    config: configOf(data),
    run,
    runs: Object.freeze(run ? [run] : []),
    log: logOf(data),
  });
}

/** A store that could not be made, e.g. of broken JSON: it says why. */
export const createBrokenStore = (error: Problem): PipelineStore =>
  standing({ ...EMPTY_SNAPSHOT, connection: 'error', error });

function standing(snapshot: StoreSnapshot): PipelineStore {
  const state = createState(snapshot);
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
    reconnect() {},
    loadEarlierLines: () => Promise.resolve(0),
    fetch: refuse,
    trigger: refuse,
    cancel: refuse,
    rerun: refuse,
    saveConfig: refuse,
    revisions: refuse,
    history: () => Promise.resolve({ runs: snapshot.runs, next: null }),
  };
  return store;
}

/** Nothing has been configured. */
const CONFIG: ConfigDocument = {
  title: 'Pipeline',
  description: '',
  visibility: 'public',
  stages: [],
  topology: { nodes: [], connections: [] },
  runner: { kind: 'external' },
  concurrency: 'supersede',
  origins: [],
  retention: { runs: 0, days: 0 },
  revision: 0,
};

const configOf = ({ config, topology }: PlainData): StoreSnapshot['config'] =>
  config ?? (topology ? { ...CONFIG, topology } : null);

function logOf({ run, lines }: PlainData): StoreSnapshot['log'] {
  if (!lines) return EMPTY_LOG;
  const last = lines.at(-1);
  return Object.freeze({ run: run?.id ?? last?.run ?? null, lines, total: last?.line ?? 0 });
}
