import type { LogLine, Run, RunHead } from '../../../protocol/index.ts';
import { localProblem, ProblemError } from '../../store/problem.ts';
import { EMPTY_LOG, EMPTY_SNAPSHOT } from '../../store/snapshot.ts';
import { createState } from '../../store/state.ts';
import type { PipelineStore, StoreSnapshot } from '../../store/types.ts';
import { sampleConfig, sampleLines, sampleRun } from './sample.ts';

/** What a test can make of the actions; each may return a promise that the test settles when it wants. */
export type FakeActions = Partial<
  Pick<
    PipelineStore,
    'fetch' | 'trigger' | 'cancel' | 'rerun' | 'saveConfig' | 'revisions' | 'history' | 'loadEarlierLines' | 'showRun'
  >
>;

/** A store that a test drives by hand. Actions that a test has not given reject. */
export interface FakeStore extends PipelineStore {
  /** Every call of an action, in order. */
  readonly calls: readonly { name: string; args: readonly unknown[] }[];
  /** How many listen. */
  readonly listeners: number;
  patch(changes: Partial<StoreSnapshot>): void;
  setRun(run: Run | null): void;
  addLines(lines: readonly LogLine[]): void;
}

/** Live, with a running run, a config and ten lines, unless told otherwise. `fakeStore(EMPTY_SNAPSHOT)` knows nothing yet. */
export function fakeStore(initial: Partial<StoreSnapshot> = {}, actions: FakeActions = {}): FakeStore {
  const run = initial.run === undefined ? sampleRun() : initial.run;
  const lines = sampleLines(10, 1, run ? { run: run.id } : {});
  const state = createState<StoreSnapshot>({
    ...EMPTY_SNAPSHOT,
    connection: 'live',
    config: sampleConfig(),
    run,
    runs: run ? [run] : [],
    log: run ? { run: run.id, lines, total: lines.length } : EMPTY_LOG,
    viewers: 1,
    ...initial,
  });
  const calls: { name: string; args: readonly unknown[] }[] = [];
  let listeners = 0;

  function act<Name extends keyof FakeActions>(name: Name): NonNullable<FakeActions[Name]> {
    const action = (...args: unknown[]): unknown => {
      calls.push({ name, args });
      const given = actions[name] as ((...args: unknown[]) => unknown) | undefined;
      return given ? given(...args) : Promise.reject(new ProblemError(localProblem(`The test gave no ${name}`)));
    };
    return action as NonNullable<FakeActions[Name]>;
  }

  const store: FakeStore = {
    src: 'https://ci.test/api/pipelines/shop',
    calls,
    get listeners() {
      return listeners;
    },
    getSnapshot: state.get,
    subscribe(listener, options) {
      listeners++;
      const end = state.subscribe(listener, options);
      let ended = false;
      const leave = (): void => {
        if (!ended) listeners--;
        ended = true;
        end();
      };
      options?.signal?.addEventListener('abort', leave);
      return leave;
    },
    patch: state.patch,
    setRun: (next) => state.patch({ run: next, runs: next ? [next] : [] }),
    addLines(news) {
      const { log } = state.get();
      const all = [...log.lines, ...news];
      state.patch({ log: { run: log.run ?? news[0]?.run ?? null, lines: all, total: all.at(-1)?.line ?? 0 } });
    },
    select: (selection) => state.patch({ selection }),
    preview: (preview) => state.patch({ preview }),
    showRun: (id) => {
      calls.push({ name: 'showRun', args: [id] });
      actions.showRun?.(id);
    },
    forRun(id) {
      calls.push({ name: 'forRun', args: [id] });
      return store;
    },
    reconnect() {
      calls.push({ name: 'reconnect', args: [] });
    },
    loadEarlierLines: act('loadEarlierLines'),
    fetch: act('fetch'),
    trigger: act('trigger'),
    cancel: act('cancel'),
    rerun: act('rerun'),
    saveConfig: act('saveConfig'),
    revisions: act('revisions'),
    history: act('history'),
  };
  return store;
}

/** The head of a run, as the server answers a trigger. */
export const sampleHead = (changes: Partial<RunHead> = {}): RunHead => ({
  id: 'r43',
  number: 43,
  attempt: 1,
  status: 'queued',
  conclusion: null,
  ...changes,
});
