import type { Millis } from '../../protocol/index.ts';
import type { Env } from '../env.ts';
import { RemoteFailed, type Asked, type Remote } from '../runners/remote.ts';
import { remoteAt, remoteFor } from '../runners/remotes.ts';
import { markOrder, readKey, readOrder, type Order, type Wish } from './orders.ts';
import { begun, homeOf, refused, taken } from './remote-runs.ts';
import { isRefusal } from './rpc.ts';
import type { Turn, Turns } from './turn.ts';

/** An order is given up after so many failures; with their pauses that is some four minutes. */
const MAX_TRIES = 8;
/** The pauses double from the first to the longest (ms). */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60 * 60 * 1000;
/** Until a run that may have been started can be expected in its system's list of runs (ms). */
const UNSURE_PAUSE = 5000;
/** How soon a cancellation looks again whether its run has started (ms). */
const STARTING_PAUSE = 2000;
/** News wait this long for an answer that says whose they are (ms): GitHub and GitLab give up on a delivery after ten seconds. */
const PATIENCE = 5000;

/** Carries orders to other systems. They are rows, so that none is lost in a crash; one that may have arrived is looked for first. */
export class Courier {
  readonly #turns: Turns;
  readonly #env: Env;
  /** Starts whose answer is awaited, by how the names of what comes of them begin. */
  readonly #starting = new Map<Promise<unknown>, string>();

  constructor(turns: Turns, env: Env) {
    this.#turns = turns;
    this.#env = env;
  }

  /** Carries one order out. Answers in how many ms there is more to do, null for never. */
  async carry(key: string): Promise<number | null> {
    const { run, verb } = readKey(key);
    const order = this.#turns.read((turn) => readOrder(turn, run, verb));
    if (order === null || order.state === 'done' || order.state === 'failed') return null;
    try {
      return order.wish === null ? await this.#tell(order) : await this.#start(order, order.wish);
    } catch (error) {
      if (!(error instanceof RemoteFailed)) throw error;
      return this.#failed(order, error);
    }
  }

  /** Waits until it is known whether runs by these names are ones that were asked for. */
  async settled(names: readonly string[]): Promise<void> {
    if (this.#starting.size === 0) return;
    const strangers = this.#turns.read(({ runs }) => names.filter((name) => runs.get(name) === null));
    const answers = [...this.#starting]
      .filter(([, prefix]) => strangers.some((name) => name.startsWith(prefix)))
      .map(([answer]) => answer);
    if (answers.length === 0) return;
    let timer = 0;
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    await Promise.race([patience, Promise.allSettled(answers)]);
    clearTimeout(timer);
  }

  async #start(order: Order, wish: Wish): Promise<number | null> {
    const answer = this.#ask(order, wish);
    const { kind } = wish.runner;
    this.#starting.set(answer, kind === 'webhook' ? '' : `${kind}:`);
    try {
      return await answer;
    } finally {
      this.#starting.delete(answer);
    }
  }

  async #ask(order: Order, wish: Wish): Promise<number | null> {
    const { run, asked: since } = order;
    const pipeline = this.#turns.read((turn) => turn.pipeline);
    const remote = remoteFor(this.#env, pipeline, wish.runner);
    const asked: Asked = { pipeline, run, ref: wish.ref, inputs: wish.inputs, actor: wish.actor };
    if (since !== null && remote.find) {
      const found = await remote.find(asked, since, (name) => this.#turns.read(({ runs }) => runs.isNamed(name)));
      const name = found?.name;
      if (found && name) return this.#write(order, (turn, current) => begun(turn, current, { ...found, name }));
      if (order.state === 'accepted') throw new RemoteFailed(`${remote.title} took it, but no run of it was found.`);
    }
    const sent = { ...order, asked: since ?? Date.now() };
    this.#write(sent, (turn) => markOrder(turn, sent));
    const started = await remote.start(asked);
    const { name } = started;
    if (name !== null) return this.#write(sent, (turn, current) => begun(turn, current, { ...started, name }));
    if (!remote.find) return this.#write(sent, (turn, current) => taken(turn, current, remote.title));
    this.#write(sent, (turn) => markOrder(turn, { ...sent, state: 'accepted', tries: 0 }));
    return FIRST_PAUSE;
  }

  /** Has something done with a run that is there. */
  async #tell(order: Order): Promise<number | null> {
    const { run, verb } = order;
    const { pipeline, home, start } = this.#turns.read((turn) => {
      const known = turn.runs.get(run);
      return { pipeline: turn.pipeline, home: known && homeOf(turn, known), start: readOrder(turn, run, 'start') };
    });
    if (home === null) {
      if (start?.state === 'open' || start?.state === 'accepted') return STARTING_PAUSE;
      throw new RemoteFailed('It is not known where it runs.', { lasting: true });
    }
    const remote: Remote = remoteAt(this.#env, pipeline, home);
    await (verb === 'cancel' ? remote.cancel?.(home.id) : remote.rerun?.(home.id));
    return this.#write(order, (turn, current) => taken(turn, current, remote.title));
  }

  #failed(before: Order, { message, lasting, after, unsure }: RemoteFailed): number | null {
    const tries = before.tries + 1;
    if (lasting || tries >= MAX_TRIES) return this.#write(before, (turn, order) => refused(turn, order, message));
    // What surely did not arrive need not be looked for.
    const asked = (order: Order): Millis | null => (unsure || before.asked !== null ? order.asked : null);
    this.#write(before, (turn, order) => markOrder(turn, { ...order, tries, asked: asked(order) }));
    const pause = after ?? FIRST_PAUSE * 2 ** before.tries;
    return Math.min(unsure ? Math.max(pause, UNSURE_PAUSE) : pause, LONGEST_PAUSE);
  }

  /** Unless the order has been settled in the meantime, by news that show it or by one who withdrew it. */
  #write({ run, verb }: Order, work: (turn: Turn, order: Order) => void): null {
    const answer = this.#turns.write((turn) => {
      const order = readOrder(turn, run, verb);
      if (order?.state === 'open' || order?.state === 'accepted') work(turn, order);
      return null;
    });
    if (answer !== null && isRefusal(answer)) throw new Error(answer.detail);
    return null;
  }
}
