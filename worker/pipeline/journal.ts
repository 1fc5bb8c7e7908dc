import {
  encodeJson,
  type ConfigDocument,
  type LogLine,
  type Millis,
  type NewLogLine,
  type PipelineUpdate,
  type StreamEventName,
} from '../../protocol/index.ts';
import { packLines } from './line-rows.ts';
import type { Meta } from './meta.ts';
import { splitUpdate } from './split-update.ts';

/** An event on its way to the viewers, as text of the stream. `run` is null where it concerns the whole pipeline. */
export interface Outgoing {
  /** Null for what is not journalled. */
  seq: number | null;
  run: string | null;
  text: string;
}

/**
 * Every event that viewers saw or should have seen, in order. `seq` grows by one an event. Writing here and changing the state
 * happen in one transaction; what was written is handed to the viewers when that has succeeded.
 */
export class Journal {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;
  #head: number | null = null;
  #outgoing: Outgoing[] = [];

  constructor(sql: SqlStorage, meta: Meta) {
    this.#sql = sql;
    this.#meta = meta;
  }

  /** Names this journal: ids of another one mean nothing here. It is made with the pipeline. */
  get epoch(): string {
    return this.#meta.get('epoch') ?? '';
  }

  /** The seq of the newest event, 0 before the first. */
  get head(): number {
    this.#head ??= this.#lastSeq();
    return this.#head;
  }

  /** From this seq on nothing is missing. */
  get floor(): number {
    return Number(this.#meta.get('floor') ?? 1);
  }

  /** Forgets the events before `seq`. Lines of log stay until their run goes: they are its log, too. */
  raiseFloor(seq: number): void {
    const { floor } = this;
    if (seq <= floor) return;
    this.#sql.exec("DELETE FROM journal WHERE seq >= ? AND seq < ? AND type <> 'log'", floor, seq);
    this.#meta.set('floor', String(seq));
  }

  update(update: PipelineUpdate, now: Millis): void {
    for (const body of splitUpdate(update)) this.#append('pipeline-update', update.id, body, now);
  }

  config(config: ConfigDocument, now: Millis): void {
    this.#append('config', null, JSON.stringify(config), now);
  }

  /** `firstLine` is the number that the first of the lines has in its run. */
  lines(run: string, firstLine: number, lines: readonly NewLogLine[], now: Millis): void {
    let sent = 0;
    for (const row of packLines(firstLine, lines)) {
      let seq = this.#insert('log', run, row, now);
      for (const line of lines.slice(sent, sent + row.count)) {
        const numbered: LogLine = { run, line: firstLine + sent, ...line };
        this.#send('log', run, JSON.stringify(numbered), seq);
        seq += 1;
        sent += 1;
      }
    }
  }

  /** The events written since the last call, for the viewers. */
  takeOutgoing(): Outgoing[] {
    const outgoing = this.#outgoing;
    this.#outgoing = [];
    return outgoing;
  }

  /** What a failed turn had written is gone from the rows, so it must go from here. */
  forget(): void {
    this.#head = null;
    this.#outgoing = [];
  }

  #append(type: StreamEventName, run: string | null, body: string, now: Millis): void {
    this.#send(type, run, body, this.#insert(type, run, { firstLine: null, count: 1, body }, now));
  }

  #send(type: StreamEventName, run: string | null, json: string, seq: number): void {
    this.#outgoing.push({ seq, run, text: encodeJson(type, json, { epoch: this.epoch, seq }) });
  }

  #insert(
    type: StreamEventName,
    run: string | null,
    { firstLine, count, body }: { firstLine: number | null; count: number; body: string },
    now: Millis,
  ): number {
    const seq = this.head + 1;
    this.#sql.exec(
      'INSERT INTO journal (seq, count, type, run, first_line, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      seq,
      count,
      type,
      run,
      firstLine,
      body,
      now,
    );
    this.#head = seq + count - 1;
    return seq;
  }

  #lastSeq(): number {
    const [row] = this.#sql
      .exec<{ last: number }>('SELECT seq + count - 1 AS last FROM journal ORDER BY seq DESC LIMIT 1')
      .toArray();
    return row?.last ?? 0;
  }
}
