import type { Run, TriggerRequest } from '../../protocol/index.ts';
import { problemOf } from '../shared/problem-of.ts';
import type { PipelineStore, StoreSnapshot } from '../store/types.ts';

/**
 * What the button in the header can do. `unknown`: the config is not here yet. `starting`: asked for, and not seen on the stream yet. `live`: its run has not
 * ended. `elsewhere`: this pipeline is told of runs and starts none.
 */
export type ActionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly run: string; readonly cancelling: boolean }
  | { readonly kind: 'elsewhere' };

export interface Failure {
  readonly action: 'trigger' | 'cancel';
  /** In the server's words. */
  readonly reason: string;
}

/** Starting and cancelling runs, and what came of it. Needs no DOM. */
export class Actions {
  failure: Failure | null = null;

  readonly #changed: () => void;
  #triggering = false;
  /** The run that a trigger answered with, until the stream brings it. */
  #started: string | null = null;
  #cancelling: string | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  state({ connection, config, run, runs }: Pick<StoreSnapshot, 'connection' | 'config' | 'run' | 'runs'>): ActionState {
    if (config === null) return { kind: 'unknown' };
    const runner = config.runner.kind;
    if (runner === 'external') return { kind: 'elsewhere' };
    const known = run === null ? runs : [run, ...runs];
    const live = known.find((one) => isLive(one) && one.source === runner);
    // What has come to pass is waited for no longer, should a run of that name ever be seen again.
    if (known.some(({ id }) => id === this.#started)) this.#started = null;
    if (live?.id !== this.#cancelling) this.#cancelling = null;
    if (this.#triggering || (this.#started !== null && connection === 'live')) return { kind: 'starting' };
    return live ? { kind: 'live', run: live.id, cancelling: this.#cancelling !== null } : { kind: 'ready' };
  }

  async trigger(store: PipelineStore, request: TriggerRequest): Promise<void> {
    this.#triggering = true;
    await this.#attempt('trigger', async () => {
      this.#started = (await store.trigger(request)).id;
      store.showRun(null);
    });
    this.#triggering = false;
    this.#changed();
  }

  async cancel(store: PipelineStore, run: string): Promise<void> {
    this.#cancelling = run;
    const done = await this.#attempt('cancel', () => store.cancel(run));
    if (!done) this.#cancelling = null;
    this.#changed();
  }

  /** The person has read what went wrong. */
  dismiss(): void {
    this.failure = null;
    this.#changed();
  }

  async #attempt(action: Failure['action'], act: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    this.#changed();
    try {
      await act();
      return true;
    } catch (error) {
      const { detail, title } = problemOf(error);
      this.failure = { action, reason: detail ?? title };
      return false;
    }
  }
}

const isLive = ({ status }: Run): boolean => status !== 'completed';
