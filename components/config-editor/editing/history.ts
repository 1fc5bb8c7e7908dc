import type { JsonObject } from './json.ts';

/** How many steps can be taken back. A step shares with the next all that did not change. */
const MOST_STEPS = 200;

/** What a person has made of a config, step by step. Typing in one field is one step. */
export class History {
  #past: JsonObject[] = [];
  #future: JsonObject[] = [];
  #at: string | undefined;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** `before` has been changed; `at` is the field that was typed in, undefined for any other step. */
  add(before: JsonObject, at?: string): void {
    if (at === undefined || at !== this.#at) this.#past = [...this.#past, before].slice(-MOST_STEPS);
    this.#at = at;
    this.#future = [];
  }

  /** What was before `now`; undefined if nothing was. */
  undo(now: JsonObject): JsonObject | undefined {
    const before = this.#past.pop();
    if (before) this.#future.push(now);
    this.#at = undefined;
    return before;
  }

  /** What was taken back last; undefined if nothing was since. */
  redo(now: JsonObject): JsonObject | undefined {
    const after = this.#future.pop();
    if (after) this.#past.push(now);
    this.#at = undefined;
    return after;
  }

  /** The steps led from a config that no longer counts: to take one back would take back what others saved. */
  clear(): void {
    this.#past = [];
    this.#future = [];
    this.#at = undefined;
  }
}
