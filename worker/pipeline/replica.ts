import type { ConfigDocument } from '../../protocol/index.ts';
import { configKey } from '../current-config.ts';

/** Keeps KV's copy of the config, from which reads are served at the edge. */
export class Replica {
  readonly #kv: KVNamespace;
  readonly #current: () => ConfigDocument;
  #written = -1;
  #writing: Promise<void> | null = null;

  constructor(kv: KVNamespace, current: () => ConfigDocument) {
    this.#kv = kv;
    this.#current = current;
  }

  /** Writes what is current when it is its turn. One write at a time: two could overtake each other and leave the older. */
  async write(pipeline: string): Promise<void> {
    while (this.#writing) await this.#writing;
    const document = this.#current();
    if (document.revision === this.#written) return;
    this.#writing = this.#put(pipeline, document);
    await this.#writing;
  }

  async #put(pipeline: string, document: ConfigDocument): Promise<void> {
    try {
      await this.#kv.put(configKey(pipeline), JSON.stringify(document));
      this.#written = document.revision;
    } finally {
      this.#writing = null;
    }
  }
}
