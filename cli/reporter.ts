import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobEvent, RunEvent } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { JobLog } from './job-log.ts';
import type { Masker } from './mask.ts';
import type { Notice } from './notice.ts';
import { Outbox } from './outbox.ts';

/** What a caller says; which run it is of, and when it was, the reporter adds. */
type RunFacts = Omit<RunEvent, 'event' | 'run' | 'id' | 'at' | 'attempt'>;
type JobFacts = Omit<JobEvent, 'event' | 'run' | 'id' | 'at' | 'attempt' | 'job'>;

/** Characters that the texts of an event may have. */
const MAX_TEXT = 1000;

/** Milliseconds that the news of an end waits for the lines before it. */
const END_PATIENCE = 5_000;

/** Milliseconds that a server which has never answered is waited for at the end. */
const UNREACHED_PATIENCE = 2_000;

export interface ReporterOptions {
  connection: Connection;
  run: string;
  attempt?: number | undefined;
  /** The id that the CI system gives the one job that is reported: by it, it is the job that the system's webhooks tell of. */
  jobId?: string | undefined;
  masker: Masker;
  notice: Notice;
}

/** Tells the server of one run: what becomes of it and of its jobs, and their logs. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #outbox: Outbox;
  readonly #logs = new Map<string, JobLog>();
  readonly #ends = new Set<Promise<void>>();
  readonly #hurried: Promise<void>;
  #hurry = () => {};

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.connection);
    this.#hurried = new Promise((resolve) => (this.#hurry = resolve));
  }

  tellRun(facts: RunFacts): void {
    this.#outbox.push(this.#runEvent(facts));
  }

  tellJob(job: string, facts: JobFacts): void {
    this.#outbox.push(this.#jobEvent(job, facts));
  }

  /** Tells of a job's end once its lines are there, so that nobody sees it end before its last word. */
  endJob(job: string, facts: JobFacts): void {
    this.#pushAfter(this.log(job).flushed(), this.#jobEvent(job, facts));
  }

  /** Tells of the run's end after everything else, also what is still `coming`. */
  endRun(facts: RunFacts, coming?: Promise<void>): void {
    this.#pushAfter(Promise.all([coming, ...this.#ends, ...this.#flushed()]), this.#runEvent(facts));
  }

  log(job: string): JobLog {
    const known = this.#logs.get(job);
    if (known) return known;
    const path = `/runs/${encodeURIComponent(this.#options.run)}/jobs/${encodeURIComponent(job)}/log`;
    const log = new JobLog(this.#options.connection, path, () => this.#outbox.flushed());
    this.#logs.set(job, log);
    return log;
  }

  /** Whatever goes wrong in reporting ends the reporting, never the command. */
  guard(report: () => void): void {
    try {
      report();
    } catch (error) {
      this.#options.connection.stop(`cannot report: ${String(error)}`);
    }
  }

  /** Waits until everything is delivered, `patience` milliseconds at most, and says so when it was not. */
  async close(patience: number): Promise<void> {
    const { connection, notice } = this.#options;
    const timers = [
      setTimeout(() => this.#hurry(), patience / 2),
      setTimeout(() => connection.close(), patience),
      setTimeout(() => connection.unreached && connection.close(), Math.min(UNREACHED_PATIENCE, patience)),
    ];
    const before = connection.closed;
    await Promise.all([...this.#ends, ...this.#flushed()]);
    await this.#outbox.flushed();
    for (const timer of timers) clearTimeout(timer);
    if (!before && connection.closed && !connection.stopped) {
      notice.say(`not everything could be delivered (${connection.trouble ?? 'the server is too slow'})`);
    }
    connection.close();
  }

  #flushed(): Promise<void>[] {
    return [...this.#logs.values()].map((log) => log.flushed());
  }

  #pushAfter(lines: Promise<unknown>, event: RunEvent | JobEvent): void {
    const end = Promise.race([lines, this.#hurried, sleep(END_PATIENCE, undefined, { ref: false })]).then(() => {
      this.#ends.delete(end);
      this.#outbox.push(event);
    });
    this.#ends.add(end);
  }

  #runEvent(facts: RunFacts): RunEvent {
    const { title, failureReason } = facts;
    return { event: 'run', ...this.#envelope(), ...facts, ...this.#shown({ title, failureReason }) };
  }

  #jobEvent(job: string, facts: JobFacts): JobEvent {
    const { name, failureReason } = facts;
    const { jobId: externalId } = this.#options;
    const known = externalId === undefined ? {} : { externalId, nickname: true };
    return { event: 'job', ...this.#envelope(), job, ...known, ...facts, ...this.#shown({ name, failureReason }) };
  }

  #envelope() {
    const { run, attempt } = this.#options;
    return { run, id: randomUUID(), at: Date.now(), attempt };
  }

  /** Free text may quote a secret, and must not be longer than an event takes. */
  #shown<F extends Readonly<Record<string, string | undefined>>>(texts: F): F {
    const shown = Object.entries(texts).map(([field, text]) => [
      field,
      text && this.#options.masker.mask(text).slice(0, MAX_TEXT),
    ]);
    return Object.fromEntries(shown) as F;
  }
}
