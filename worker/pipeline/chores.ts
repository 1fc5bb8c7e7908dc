import { logRetention } from '../../protocol/index.ts';
import { expireLogs, expireRuns, hasRuns } from '../archive/expire.ts';
import type { Env } from '../env.ts';
import { archive } from './archive-run.ts';
import type { Courier } from './courier.ts';
import { doWithout, fetchInto, reachOf } from './fetch-work.ts';
import { Fetches } from './fetches.ts';
import type { Replica } from './replica.ts';
import { dropOldRuns, settleRun, sweep, trimJournal } from './retention.ts';
import { isRefusal } from './rpc.ts';
import { stepOn } from './simulations.ts';
import type { Task, TaskKind } from './tasks.ts';
import type { Turn, Turns } from './turn.ts';
import { watch } from './watch.ts';

/** How long a task that calls out may take (ms). Then it counts as lost, and is done again. */
const LEASE = 120_000;
/** A failed task is tried again after one second, two, four, and so on up to an hour. */
const LONGEST_PAUSE = 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

/** Tasks that only change rows: done in the transaction that removes them. */
const INSIDE: ReadonlyMap<TaskKind, (turn: Turn, task: Task) => void> = new Map([
  ['step', (turn: Turn, { key, due }: Task) => stepOn(turn, key, due)],
  ['settle', (turn: Turn, { key }: Task) => settleRun(turn, key)],
  ['trim', trimJournal],
  ['sweep', sweep],
]);

/** Does what is due when the alarm rings. */
export class Chores {
  readonly #ctx: DurableObjectState;
  readonly #env: Env;
  readonly #turns: Turns;
  readonly #replica: Replica;
  readonly #courier: Courier;
  readonly #fetches: Fetches;
  readonly #inside: ReadonlyMap<TaskKind, (turn: Turn, task: Task) => void>;

  constructor(ctx: DurableObjectState, env: Env, turns: Turns, replica: Replica, courier: Courier) {
    this.#ctx = ctx;
    this.#env = env;
    this.#turns = turns;
    this.#replica = replica;
    this.#courier = courier;
    this.#fetches = new Fetches(turns, (wanted, signal) => fetchInto(turns, env, wanted, signal), doWithout);
    this.#inside = new Map([...INSIDE, ['watch', (turn) => watch(turn, reachOf(env, turn.pipeline))]]);
  }

  /** Calls to the outside are begun here and not waited for: a slow archive must not hold up a run's next step. */
  ring(): void {
    this.#turns.alarmRang();
    for (const task of this.#turns.read(({ tasks, now }) => tasks.due(now))) {
      const inside = this.#inside.get(task.kind);
      if (inside) this.#within(task, inside);
      else this.#ctx.waitUntil(this.#outside(task));
    }
    this.#turns.write(() => undefined);
  }

  #within(task: Task, work: (turn: Turn, task: Task) => void): void {
    try {
      const answer = this.#turns.write((turn) => {
        // A task before it may have put it off.
        if (turn.tasks.get(task.kind, task.key)?.due !== task.due) return null;
        turn.tasks.remove(task.kind, task.key);
        work(turn, task);
        return null;
      });
      if (answer !== null && isRefusal(answer)) throw new Error(answer.detail);
    } catch (error) {
      this.#failed(task, error);
    }
  }

  /** While it is under way it stands as a task for later, so that a crash does not lose it. */
  async #outside(task: Task): Promise<void> {
    const { kind, key, tries } = task;
    const lease = Date.now() + LEASE;
    this.#turns.write(({ tasks }) => tasks.schedule(kind, key, lease, tries));
    try {
      const again = await this.#call(task);
      this.#turns.write(({ tasks, now }) => {
        // Another due time means that it has been asked for again since.
        if (tasks.get(kind, key)?.due !== lease) return;
        if (again === null) tasks.remove(kind, key);
        else tasks.schedule(kind, key, now + again);
      });
    } catch (error) {
      this.#failed(task, error);
    }
  }

  /** In how many ms it is to be done again, null for never. */
  async #call({ kind, key }: Task): Promise<number | null> {
    const { pipeline, retention } = this.#turns.read(({ pipeline: slug, configs }) => ({
      pipeline: slug,
      retention: configs.current.retention,
    }));
    if (kind === 'archive') await archive(this.#turns, this.#env.DB, key);
    if (kind === 'replicate') await this.#replica.write(pipeline);
    if (kind === 'fetch') return this.#fetches.run();
    if (kind === 'order') return this.#courier.carry(key);
    if (kind !== 'expire') return null;
    this.#turns.write(dropOldRuns);
    const { days, ...kept } = logRetention(retention);
    if (await expireLogs(this.#env.DB, pipeline, { ...kept, since: Date.now() - days * DAY })) return 0;
    if (await expireRuns(this.#env.DB, pipeline, Date.now() - retention.days * DAY)) return 0;
    return (await hasRuns(this.#env.DB, pipeline)) ? DAY : null;
  }

  #failed({ kind, key, tries }: Task, error: unknown): void {
    console.error({ message: 'A task failed and will be tried again.', task: kind, key, tries, error: String(error) });
    const pause = Math.min(1000 * 2 ** tries, LONGEST_PAUSE);
    this.#turns.write(({ tasks, now }) => tasks.schedule(kind, key, now + pause, tries + 1));
  }
}
