import { createTestHarness } from 'wrangler';
import { root } from '../../../scripts/ensure.mjs';
import { processes, until } from '../server.ts';

type Harness = ReturnType<typeof createTestHarness>;

/** The Worker as it is deployed, in a workerd that can be shot. */
export class ChaosWorker {
  readonly url: URL;
  readonly #harness: Harness;
  /** The workerd that only passes requests on. */
  readonly #front: number;

  private constructor(harness: Harness, url: URL, front: number) {
    this.#harness = harness;
    this.url = url;
    this.#front = front;
  }

  static async start(vars: Record<string, string>, configPath = 'wrangler.toml'): Promise<ChaosWorker> {
    // Offline, wrangler would wait for the location that requests come from.
    process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false';
    const harness = createTestHarness({
      root,
      workers: [{ configPath, vars: { OPEN_PIPELINES: 'default', ...vars } }],
    });
    const { url } = await harness.listen();
    await harness.getWorker().applyD1Migrations('DB');
    const [front] = workerds();
    if (front === undefined) throw new Error('There is no workerd.');
    return new ChaosWorker(harness, url, front);
  }

  /** Takes an object's memory away. Its sockets sleep on, or are closed as by a crash; false when it was not awake. */
  async evict(className: 'Pipeline' | 'Relay', name: string, webSockets: 'hibernate' | 'close'): Promise<boolean> {
    try {
      await this.#harness.getWorker().evictDurableObject(className, { name, webSockets });
      return true;
    } catch (error) {
      if (/not.*running|not.*active|not found/i.test(String(error))) return false;
      throw error;
    }
  }

  /** Rows of an object. */
  async rows(className: 'Pipeline' | 'Relay', name: string, query: string): Promise<Record<string, unknown>[]> {
    const storage = await this.#harness.getWorker().getDurableObjectStorage(className, { name });
    return storage.exec(query);
  }

  /**
   * Kills workerd as the kernel's out-of-memory killer would. Of wrangler's two the first one passes requests on and is
   * never started again; the other one has our code.
   */
  async kill(): Promise<void> {
    const victim = workerds().find((pid) => pid !== this.#front);
    if (victim === undefined) throw new Error('There is no workerd to kill.');
    process.kill(victim, 'SIGKILL');
    await until(() => this.#answers(), 'workerd to come back', 60_000);
  }

  close(): Promise<void> {
    return this.#harness.close();
  }

  #answers(): Promise<boolean> {
    return fetch(new URL('/api/pipelines/default', this.url), { signal: AbortSignal.timeout(2000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

/** The workerds of this process, in the order that they were started: numbers below its own are those after a wrap. */
const workerds = (): number[] =>
  processes()
    .filter(({ parent, command }) => parent === process.pid && command === 'workerd')
    .map(({ pid }) => pid)
    .sort((a, b) => Number(a < process.pid) - Number(b < process.pid) || a - b);
