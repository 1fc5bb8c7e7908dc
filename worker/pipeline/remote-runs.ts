import {
  ASKED,
  type LogType,
  type PipelineEvent,
  type RemoteRunner,
  type TriggerRequest,
} from '../../protocol/index.ts';
import type { Started } from '../runners/remote.ts';
import type { Whereabouts } from '../sources/mapping.ts';
import { choose } from './choice.ts';
import { ingest, type Drafts } from './ingest.ts';
import { markOrder, openStarts, placeOrder, readOrder, type Order, type Verb } from './orders.ts';
import { Refused } from './refused.ts';
import type { KnownRun } from './runs.ts';
import type { Turn } from './turn.ts';
import { rememberWhereabouts, whereaboutsOf } from './whereabouts.ts';

/**
 * Runs that another system is asked for. A run is there as soon as somebody has asked; when the other system has made a run of
 * it, news by the name of that one are news of this one, so that viewers see one run from the click to its end.
 */

/** Shows the run, and has it asked for. */
export function startElsewhere(
  turn: Turn,
  run: string,
  runner: RemoteRunner,
  request: TriggerRequest & { actor: string | null },
): void {
  const { actor } = request;
  const wish = { runner, actor, ...choose(runner, request) };
  const by = actor === null ? '' : ` by ${actor}`;
  ingest(turn, runner.kind, [
    {
      event: 'run',
      run,
      status: 'queued',
      sourceStatus: ASKED,
      ref: wish.ref,
      createdTime: turn.now,
      ...(actor !== null && { actor }),
    },
    line(run, 'info', `Asked for a run of ${targetOf(runner)} on ${wish.ref}${by}`),
  ]);
  placeOrder(turn, run, 'start', wish);
}

function targetOf(runner: RemoteRunner): string {
  if (runner.kind === 'github') return `${runner.workflow} in ${runner.repository}`;
  if (runner.kind === 'gitlab') return runner.project;
  return runner.url === undefined ? 'a webhook' : new URL(runner.url).hostname;
}

/** Has a run cancelled where it runs; one that nobody has been asked for yet is cancelled here and now. */
export function cancelElsewhere(turn: Turn, known: KnownRun, actor: string | null): void {
  const { id } = known.state;
  if (known.view?.status === 'completed') throw new Refused('conflict', `The run ${id} has ended.`);
  const start = readOrder(turn, id, 'start');
  const by = actor === null ? '' : ` by ${actor}`;
  if (start?.state === 'open' && start.asked === null) {
    markOrder(turn, { ...start, state: 'failed' });
    return endHere(turn, known, `The run was cancelled${by} before it was asked for`);
  }
  // A webhook has nothing to cancel with: a run that nobody speaks of need not be waited for.
  if (start?.wish?.runner.kind === 'webhook' && known.view?.status === 'queued') {
    if (isStarting(start)) markOrder(turn, { ...start, state: 'failed' });
    return endHere(turn, known, `The run is not waited for any more${by}; what the webhook has started goes on`);
  }
  if (homeOf(turn, known) === null && !isStarting(start)) throw elsewhere(known, 'cancelled');
  ingest(turn, known.state.source, [line(id, 'info', `Cancellation asked for${by}`)]);
  placeOrder(turn, id, 'cancel', null);
}

/** Has an ended run run again where it ran. Its next attempt shows with the news of it. */
export function rerunElsewhere(turn: Turn, known: KnownRun, actor: string | null): void {
  const { id } = known.state;
  if (homeOf(turn, known) === null) throw elsewhere(known, 'run again');
  if (known.view?.status !== 'completed') throw new Refused('conflict', `The run ${id} has not ended.`);
  const by = actor === null ? '' : ` by ${actor}`;
  ingest(turn, known.state.source, [line(id, 'info', `Another attempt asked for${by}`)]);
  placeOrder(turn, id, 'rerun', null);
}

const elsewhere = ({ state: { source } }: KnownRun, done: string): Refused =>
  new Refused('unsupported', `A run of the source ${source} can only be ${done} where it runs.`);

const isStarting = (order: Order | null): boolean => order?.state === 'open' || order?.state === 'accepted';

function endHere(turn: Turn, { state: { id, source } }: KnownRun, message: string): void {
  ingest(turn, source, [
    line(id, 'warn', message),
    { event: 'run', run: id, conclusion: 'cancelled', reconciles: true },
  ]);
}

/** The other system has said, or shown, which run it has made of an order. */
export function begun(turn: Turn, order: Order, { name, url, home }: Started & { name: string }): void {
  const { run } = order;
  const known = turn.runs.get(run);
  markOrder(turn, { ...order, state: 'done' });
  if (known === null || turn.runs.idOf(name) === run) return;
  if (home) rememberWhereabouts(turn, { ...home, run: name });
  const news = url === undefined ? [] : [{ event: 'run', run, url } as const];
  const arrived = turn.runs.get(name) !== null;
  turn.runs.name(run, name);
  if (!arrived) {
    ingest(turn, known.state.source, [...news, line(run, 'info', `It runs as ${name}`)]);
    return;
  }
  // Its news were here before anybody could know whose they are: that run stays, and this one gives way to it.
  ingest(turn, known.state.source, [
    ...news,
    line(run, 'info', `It goes on as ${name}`),
    { event: 'run', run, conclusion: 'neutral' },
  ]);
}

/** The other system has taken an order that nothing more is to be heard of. */
export function taken(turn: Turn, order: Order, by: string): void {
  markOrder(turn, { ...order, state: 'done' });
  if (turn.runs.get(order.run))
    ingest(turn, sourceOf(turn, order.run), [line(order.run, 'info', `${by} has taken it`)]);
}

/** It cannot be done. A run that could not be started has ended; should it be heard of all the same, its source's word wins. */
export function refused(turn: Turn, order: Order, why: string): void {
  const { run, verb } = order;
  markOrder(turn, { ...order, state: 'failed' });
  if (turn.runs.get(run) === null) return;
  const end: PipelineEvent = { event: 'run', run, conclusion: 'error', failureReason: why, reconciles: true };
  const said = verb === 'start' ? [line(run, 'error', why), end] : [line(run, 'warn', `${UNDONE[verb]}: ${why}`)];
  ingest(turn, sourceOf(turn, run), said);
}

const UNDONE: Readonly<Record<Exclude<Verb, 'start'>, string>> = {
  cancel: 'The run was not cancelled',
  rerun: 'It does not run again',
};

/** Finds the run that shows a nonce of ours in its title, before its news make it known as another one. */
export function recognise(turn: Turn, drafts: Drafts, events: readonly PipelineEvent[]): void {
  for (const event of events) {
    if (event.event !== 'run' || event.title === undefined) continue;
    const { title, run: name } = event;
    if (drafts.has(name) || turn.runs.get(name) !== null) continue;
    const ours = openStarts(turn).find(({ run, wish }) => showsNonce(wish?.runner) && title.includes(run));
    const order = ours && readOrder(turn, ours.run, 'start');
    if (order === null || order === undefined) continue;
    drafts.commit();
    begun(turn, order, { name });
  }
}

const showsNonce = (runner: RemoteRunner | undefined): boolean =>
  runner?.kind === 'github' && runner.nonceInput !== undefined;

/** Where a run is at home, and what it is called there; null where nobody can be asked to do something with it. */
export function homeOf(
  turn: Turn,
  { state: { id } }: KnownRun,
): (Pick<Whereabouts, 'system' | 'project'> & { id: string }) | null {
  for (const name of [id, ...turn.runs.namesOf(id)]) {
    const [, system, number] = /^(github|gitlab):(\d{1,20})$/.exec(name) ?? [];
    if (number === undefined) continue;
    const home = whereaboutsOf(turn, name) ?? configured(turn.configs.current.runner);
    if (home !== null && home.system === system) return { system: home.system, project: home.project, id: number };
  }
  return null;
}

/** Runs of which only a command inside them tells are taken to be of the project that the config names. */
function configured(runner: { kind: string } | RemoteRunner): Pick<Whereabouts, 'system' | 'project'> | null {
  if (!('ref' in runner)) return null;
  if (runner.kind === 'github') return { system: 'github', project: runner.repository };
  return runner.kind === 'gitlab' ? { system: 'gitlab', project: encodeURIComponent(runner.project) } : null;
}

const sourceOf = ({ runs }: Turn, run: string): string => runs.get(run)?.state.source ?? 'api';

const line = (run: string, type: LogType, message: string): PipelineEvent => ({ event: 'log', run, type, message });
