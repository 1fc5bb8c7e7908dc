import type { Millis } from '../../protocol/index.ts';

export type TaskKind =
  'step' | 'settle' | 'trim' | 'sweep' | 'replicate' | 'archive' | 'expire' | 'fetch' | 'watch' | 'order';

export interface Task {
  kind: TaskKind;
  key: string;
  due: Millis;
  /** How often it has failed. */
  tries: number;
}

/**
 * What is to be done later, as rows; the object's one alarm stands at the earliest. Rows and alarm survive a crash, a deploy
 * and the object's sleep, and whoever wakes up next does what is overdue.
 */
export class Tasks {
  readonly #storage: DurableObjectStorage;
  #tasks: Map<string, Task> | null = null;
  /** Where the alarm stands; undefined when that is not known, null when there is none. */
  #alarm: Millis | null | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get(kind: TaskKind, key: string): Task | undefined {
    return this.#all().get(nameOf(kind, key));
  }

  /** Sets when a task is to be done, whatever it was before. */
  schedule(kind: TaskKind, key: string, due: Millis, tries = 0): void {
    const task: Task = { kind, key, due, tries };
    this.#storage.sql.exec(
      `INSERT INTO tasks (kind, key, due, tries) VALUES (?, ?, ?, ?)
       ON CONFLICT (kind, key) DO UPDATE SET due = excluded.due, tries = excluded.tries`,
      kind,
      key,
      due,
      tries,
    );
    this.#all().set(nameOf(kind, key), task);
  }

  /** Has a task done by then at the latest; no row is written when it is due anyway. */
  ensure(kind: TaskKind, key: string, due: Millis): void {
    const known = this.get(kind, key);
    if (known === undefined || known.due > due) this.schedule(kind, key, due, known?.tries);
  }

  remove(kind: TaskKind, key: string): void {
    if (!this.#all().delete(nameOf(kind, key))) return;
    this.#storage.sql.exec('DELETE FROM tasks WHERE kind = ? AND key = ?', kind, key);
  }

  /** What is due, earliest first. */
  due(now: Millis): Task[] {
    return [...this.#all().values()].filter((task) => task.due <= now).sort((a, b) => a.due - b.due);
  }

  /** Puts the alarm where the earliest task is. Part of the transaction that the rows are written in. */
  arm(): void {
    const next = [...this.#all().values()].reduce<Millis | null>(
      (earliest, { due }) => (earliest === null ? due : Math.min(earliest, due)),
      null,
    );
    if (next === this.#alarm) return;
    this.#alarm = next;
    // Not awaited: writes of one turn are committed together, and a failed commit resets the object.
    if (next !== null) void this.#storage.setAlarm(next);
    else void this.#storage.deleteAlarm();
  }

  /** The alarm has gone off, so there is none. */
  rang(): void {
    this.#alarm = null;
  }

  /** What a failed turn had scheduled is gone from the rows, so it must go from here. */
  forget(): void {
    this.#tasks = null;
    this.#alarm = undefined;
  }

  #all(): Map<string, Task> {
    this.#tasks ??= new Map(
      this.#storage.sql
        .exec<{ kind: TaskKind; key: string; due: number; tries: number }>('SELECT kind, key, due, tries FROM tasks')
        .toArray()
        .map((task) => [nameOf(task.kind, task.key), task]),
    );
    return this.#tasks;
  }
}

const nameOf = (kind: TaskKind, key: string): string => `${kind} ${key}`;
