import { DurableObject } from 'cloudflare:workers';
import {
  DEFAULT_PIPELINE,
  type ConfigDocument,
  type ConfigRevision,
  type Delivery,
  type EventsAnswer,
  type IgnoredAnswer,
  type LogPage,
  type PipelineEvent,
  type PipelineState,
  type Run,
  type RunHead,
  type RunPage,
  type TriggerRequest,
} from '../../protocol/index.ts';
import type { Env } from '../env.ts';
import { appendLog } from './append-log.ts';
import { Audience } from './audience.ts';
import { Chores } from './chores.ts';
import { Courier } from './courier.ts';
import { deliver, reject } from './deliver.ts';
import { reachOf } from './fetch-work.ts';
import { Intake } from './intake.ts';
import type { Outgoing } from './journal.ts';
import { pageOfLines } from './lines.ts';
import { eventsAfter } from './replay.ts';
import { Replica } from './replica.ts';
import {
  isRefusal,
  type ConfigSave,
  type Delivered,
  type LogAppend,
  type LogAppended,
  type LogQuery,
  type PipelineRpc,
  type Refusal,
  type RejectedDelivery,
} from './rpc.ts';
import { saveConfig } from './save-config.ts';
import { stateOf } from './state.ts';
import { cancel, rerun, trigger } from './trigger.ts';
import { Turns, type Turn } from './turn.ts';
import { viewerQuery, type ViewerQuery } from './viewers.ts';

/**
 * The object of one pipeline: its state machine, its journal, its viewers. Every call is one synchronous turn, so that no
 * viewer is ever told what a crash could undo, and none falls between replay and live.
 */
export class Pipeline extends DurableObject<Env> implements PipelineRpc {
  readonly #audience: Audience;
  readonly #turns: Turns;
  readonly #replica: Replica;
  readonly #courier: Courier;
  readonly #intake: Intake;
  readonly #chores: Chores;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#audience = new Audience(ctx, env, () => this.#turns);
    this.#turns = new Turns(ctx.storage, (events) => this.#audience.push(events));
    this.#replica = new Replica(env.CONFIG, () => this.#turns.read(({ configs }) => configs.current));
    this.#courier = new Courier(this.#turns, env);
    this.#intake = new Intake(this.#turns, ctx.storage);
    this.#chores = new Chores(ctx, env, this.#turns, this.#replica, this.#courier);
    // Answered by the runtime, without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  async state(pipeline: string): Promise<{ etag: string; state: PipelineState } | null> {
    return this.#read(pipeline, (turn) => stateOf(turn, this.#audience.viewers));
  }

  async config(pipeline: string): Promise<ConfigDocument | null> {
    return this.#read(pipeline, ({ configs }) => configs.current);
  }

  async saveConfig(pipeline: string, save: ConfigSave): Promise<ConfigDocument | Refusal> {
    const saved = this.#write(pipeline, (turn) => saveConfig(turn, save));
    if (!isRefusal(saved)) await this.#replicate(pipeline);
    return saved;
  }

  async revisions(pipeline: string): Promise<readonly ConfigRevision[]> {
    return this.#read(pipeline, ({ configs }) => configs.list()) ?? [];
  }

  async trigger(pipeline: string, request: TriggerRequest & { actor: string | null }): Promise<RunHead | Refusal> {
    return this.#write(pipeline, (turn) => trigger(turn, request));
  }

  async cancel(pipeline: string, run: string, actor: string | null): Promise<RunHead | Refusal> {
    return this.#change(pipeline, run, (turn) => cancel(turn, run, actor));
  }

  async rerun(pipeline: string, run: string, actor: string | null): Promise<RunHead | Refusal> {
    return this.#change(pipeline, run, (turn) => rerun(turn, run, actor));
  }

  async ingest(pipeline: string, source: string, events: readonly PipelineEvent[]): Promise<EventsAnswer | Refusal> {
    await this.#courier.settled(events.map(({ run }) => run));
    return this.#intake.take(pipeline, (_turn, drafts) => {
      const { accepted, duplicates } = drafts.add(source, events);
      return { accepted, duplicates };
    });
  }

  async deliver(pipeline: string, deliveries: readonly Delivered[]): Promise<EventsAnswer | IgnoredAnswer | Refusal> {
    await this.#courier.settled(deliveries.flatMap(({ mapping }) => (mapping.events ?? []).map(({ run }) => run)));
    const reach = reachOf(this.env, pipeline);
    return this.#intake.take(pipeline, (turn, drafts) => deliver(turn, drafts, deliveries, reach));
  }

  async reject(pipeline: string, rejected: RejectedDelivery): Promise<void> {
    if (this.#exists(pipeline)) this.#turns.write((turn) => reject(turn, rejected));
  }

  async deliveries(pipeline: string): Promise<readonly Delivery[] | null> {
    return this.#read(pipeline, ({ deliveries }) => deliveries.list());
  }

  async appendLog(pipeline: string, append: LogAppend): Promise<LogAppended | Refusal> {
    return this.#write(pipeline, (turn) => appendLog(turn, append));
  }

  async runs(pipeline: string, page: { limit: number; before: number | null }): Promise<RunPage | null> {
    return this.#read(pipeline, ({ runs }) => runs.page(page));
  }

  async run(pipeline: string, run: string): Promise<Run | null> {
    return this.#read(pipeline, ({ runs }) => runs.get(run)?.view ?? null);
  }

  async logs(pipeline: string, run: string, query: LogQuery): Promise<(LogPage & { finished: boolean }) | null> {
    return this.#read(pipeline, ({ sql, runs }) => {
      const known = runs.get(run);
      return known && { ...pageOfLines(sql, known, query), finished: known.view?.status === 'completed' };
    });
  }

  async joinRelay(pipeline: string, relay: number, ticket: string, query: ViewerQuery): Promise<boolean> {
    if (!this.#exists(pipeline)) return false;
    await this.#audience.enterRelay(relay, ticket, query);
    return true;
  }

  async missedEvents(pipeline: string, seq: number, last: number): Promise<readonly Outgoing[] | null> {
    return this.#read(pipeline, (turn) => eventsAfter(turn, seq, last));
  }

  async countRelay(pipeline: string, relay: number, viewers: number): Promise<void> {
    if (this.#exists(pipeline)) this.#audience.counted(relay, viewers);
  }

  /**
   * The Worker's end of a viewer's stream: `GET /socket?pipeline=&lastEventId=&logs=&run=`, answered with a WebSocket of SSE
   * text in bytes, or with the number of the relay that has room for it.
   */
  override async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const pipeline = url.searchParams.get('pipeline') ?? '';
    if (url.pathname !== '/socket' || !this.#exists(pipeline)) return new Response(null, { status: 404 });
    if (request.headers.get('upgrade') !== 'websocket') return new Response(null, { status: 426 });
    return this.#audience.enter(viewerQuery(url));
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.#audience.left(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.#audience.left(socket);
  }

  override async alarm(): Promise<void> {
    if (this.#turns.pipeline !== null) this.#chores.ring();
  }

  #exists(pipeline: string): boolean {
    if (pipeline === DEFAULT_PIPELINE) this.#turns.create(pipeline);
    return this.#turns.pipeline !== null;
  }

  #read<T>(pipeline: string, work: (turn: Turn) => T): T | null {
    return this.#exists(pipeline) ? this.#turns.read(work) : null;
  }

  /** The first write makes the pipeline exist; the routes have made sure that the caller may. */
  #write<T>(pipeline: string, work: (turn: Turn) => T): T | Refusal {
    return this.#turns.write(work, pipeline);
  }

  #change<T>(pipeline: string, run: string, work: (turn: Turn) => T): T | Refusal {
    if (this.#exists(pipeline)) return this.#turns.write(work);
    return { refused: 'not-found', detail: `There is no run ${run}.` };
  }

  /** The save stands whether or not this succeeds: the task that it left behind tries again. */
  async #replicate(pipeline: string): Promise<void> {
    try {
      await this.#replica.write(pipeline);
      this.#turns.write(({ tasks }) => tasks.remove('replicate', ''));
    } catch (error) {
      console.error({ message: 'The config could not be copied to KV yet.', pipeline, error: String(error) });
    }
  }
}
