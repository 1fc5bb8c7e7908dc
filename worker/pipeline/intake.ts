import { Drafts } from './ingest.ts';
import { isRefusal, type Refusal } from './rpc.ts';
import type { Turn, Turns } from './turn.ts';

/** While several send at once, the next commit gathers for so long (ms): far below what a sender waits for. */
const GATHER_MS = 16;
/** Requests that are taken together at most, so that a turn stays short. */
const TOGETHER = 200;

type Work<T> = (turn: Turn, drafts: Drafts) => T;

interface Request {
  pipeline: string;
  work: Work<unknown>;
  answer(result: unknown): void;
  fail(error: unknown): void;
}

const gathering = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, GATHER_MS));

/**
 * Takes what sources send: the first at once, what comes beside it together, as databases commit. A burst then costs one
 * transaction, one view of a run and one update for many requests. None is answered before it is safe on disk.
 */
export class Intake {
  readonly #turns: Turns;
  readonly #storage: Pick<DurableObjectStorage, 'sync'>;
  #waiting: Request[] = [];
  #busy = false;

  constructor(turns: Turns, storage: Pick<DurableObjectStorage, 'sync'>) {
    this.#turns = turns;
    this.#storage = storage;
  }

  /** Does the work, alone or with that of others, and answers when what it wrote is safe. */
  take<T extends object>(pipeline: string, work: Work<T>): Promise<T | Refusal> {
    return new Promise((resolve, reject) => {
      const answer = (result: unknown): void => resolve(result as T | Refusal);
      this.#waiting.push({ pipeline, work, answer, fail: reject });
      if (!this.#busy) void this.#go();
    });
  }

  /** Goes on while there is something to take, and then ends: nothing keeps the object awake. */
  async #go(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, TOGETHER);
      const answers = this.#together(group);
      try {
        await this.#storage.sync();
        for (const answer of answers) answer();
      } catch (error) {
        for (const { fail } of group) fail(error);
      }
      // Who waits for each answer before the next request, as one sender alone does, is not held up.
      if (group.length > 1 && this.#waiting.length < TOGETHER) await gathering();
    }
    this.#busy = false;
  }

  /** One turn for all; but where that cannot be, one for each, so that nobody pays for another's fault. */
  #together(group: readonly Request[]): (() => void)[] {
    const [first] = group;
    if (first === undefined) return [];
    try {
      const results = this.#turns.write((turn) => {
        const drafts = new Drafts(turn);
        const answers = group.map(({ work }) => work(turn, drafts));
        drafts.commit();
        return answers;
      }, first.pipeline);
      if (!isRefusal(results))
        return group.map(
          ({ answer }, index) =>
            () =>
              answer(results[index]),
        );
      if (group.length === 1) return [() => first.answer(results)];
    } catch (error) {
      if (group.length === 1) return [() => first.fail(error)];
    }
    return group.flatMap((request) => this.#together([request]));
  }
}
