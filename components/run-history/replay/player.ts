import type { LitElement, TemplateResult } from 'lit';
import type { Run } from '../../../protocol/index.ts';
import type { PipelineStore } from '../../store/types.ts';
import { providerOf, type Provider } from './provider.ts';
import { Replay } from './replay.ts';
import { replayView } from './replay-view.ts';

/** Plays a run again in all elements of the provider of `host`: they get a store in which it happens once more. */
export class Player {
  readonly #replay: Replay;
  readonly #provider: Provider;
  readonly #store: PipelineStore;
  readonly #leave: () => void;

  /** `leave` is called when a person has seen enough, or asks for another run. */
  constructor(
    host: LitElement & Provider & { readonly for: string | null },
    store: PipelineStore,
    run: Run,
    leave: () => void,
  ) {
    this.#store = store;
    this.#leave = leave;
    this.#provider = providerOf(host) ?? host;
    this.#replay = new Replay(store, run, { changed: () => host.requestUpdate(), leave });
    this.#provider.store = this.#replay.store;
    this.#replay.play();
  }

  view(lang: string): TemplateResult {
    return replayView(this.#replay, lang, this.#leave);
  }

  /** Gives the elements back what they had. */
  end(): void {
    this.#replay.stop();
    this.#provider.store = this.#provider.src ? null : this.#store;
  }
}
