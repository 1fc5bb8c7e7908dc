import {
  jsonPointer,
  type Config,
  type LogEvent,
  type PipelineEvent,
  type RunHead,
  type SimulatedRunner,
  type TriggerRequest,
} from '../../protocol/index.ts';
import { SIMULATED } from '../runners/simulated.ts';
import { ingest } from './ingest.ts';
import { randomId } from './random-id.ts';
import { Refused } from './refused.ts';
import { cancelElsewhere, rerunElsewhere, startElsewhere } from './remote-runs.ts';
import type { KnownRun } from './runs.ts';
import {
  markSimulation,
  openSimulations,
  play,
  playNext,
  readSimulation,
  writeSimulation,
  type Simulation,
} from './simulations.ts';
import type { Turn } from './turn.ts';

/** How long the same idempotency key means the same run (ms). */
const KEY_LIFE = 24 * 60 * 60 * 1000;
/** Runs that may wait for the end of another. */
const MAX_WAITING = 20;

type Asked = TriggerRequest & { actor: string | null };

/** Starts a run, or answers with the one that the same key has started. */
export function trigger(turn: Turn, request: Asked): RunHead {
  const { configs, now } = turn;
  const { idempotencyKey } = request;
  const started = idempotencyKey === undefined ? null : startedBy(turn, idempotencyKey);
  if (started) return started;
  const { runner } = configs.current;
  if (runner.kind === 'external') throw new Refused('unsupported', STARTS_ELSEWHERE);
  const run = randomId();
  if (runner.kind === 'simulated') startSimulation(turn, run, runner, request);
  else startElsewhere(turn, run, runner, request);
  if (idempotencyKey !== undefined) {
    turn.sql.exec(
      'INSERT INTO triggers (key, run, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET run = excluded.run, at = excluded.at',
      idempotencyKey,
      run,
      now,
    );
  }
  return headOf(turn, run);
}

const STARTS_ELSEWHERE =
  'Runs of this pipeline start elsewhere: in the CI system that sends its events here, or with the command line reporter. ' +
  'Its config can be given a runner that starts them.';

function startSimulation(turn: Turn, run: string, runner: SimulatedRunner, request: Asked): void {
  const { actor, ref = 'main', inputs = {} } = request;
  const config = turn.configs.current;
  const options = { ...withInputs(runner, config, inputs), run, stages: config.stages, ref, actor };
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  begin(turn, { run, options, seed, attempt: 1, state: 'waiting', step: 0 });
}

/** Ends a run early: what has not ended is cancelled, here or where it runs. */
export function cancel(turn: Turn, name: string, actor: string | null): RunHead {
  const known = atHand(turn, name);
  const run = known.state.id;
  const simulation = readSimulation(turn, run);
  if (simulation === null) {
    cancelElsewhere(turn, known, actor);
    return headOf(turn, run);
  }
  if (simulation.state === 'ended' || known.view?.status === 'completed') {
    throw new Refused('conflict', `The run ${run} has ended.`);
  }
  stop(turn, known, simulation, actor === null ? 'The run was cancelled' : `The run was cancelled by ${actor}`);
  playNext(turn);
  return headOf(turn, run);
}

/** Has an ended run run once more, as its next attempt. */
export function rerun(turn: Turn, name: string, actor: string | null): RunHead {
  const known = atHand(turn, name);
  const run = known.state.id;
  const simulation = readSimulation(turn, run);
  if (simulation === null) {
    rerunElsewhere(turn, known, actor);
    return headOf(turn, run);
  }
  if (simulation.state !== 'ended') throw new Refused('conflict', `The run ${run} has not ended.`);
  const options = { ...simulation.options, actor: actor ?? simulation.options.actor };
  begin(turn, { ...simulation, options, attempt: simulation.attempt + 1, state: 'waiting', step: 0 });
  return headOf(turn, run);
}

/** Lets a run begin at once, instead of the one that is live or after it, as the config says. */
function begin(turn: Turn, simulation: Simulation): void {
  const playing = openSimulations(turn, 'playing');
  if (turn.configs.current.concurrency === 'queue' && playing.length > 0) return wait(turn, simulation);
  for (const other of [...playing, ...openSimulations(turn, 'waiting')]) {
    const known = turn.runs.get(other.run);
    if (known) stop(turn, known, other, 'The run was superseded by a newer one');
  }
  play(turn, simulation);
}

function wait(turn: Turn, simulation: Simulation): void {
  if (openSimulations(turn, 'waiting').length >= MAX_WAITING) {
    throw new Refused('conflict', `${MAX_WAITING} runs are waiting for their turn already.`);
  }
  const { run, attempt, options } = simulation;
  const { ref, actor } = options;
  ingest(turn, SIMULATED, [
    { event: 'run', run, attempt, status: 'queued', ref, ...(actor !== null && { actor }) },
    { event: 'log', run, type: 'info', message: 'Waiting for the end of the run before' },
  ]);
  writeSimulation(turn, simulation);
}

function stop(turn: Turn, { state: { id: run }, view }: KnownRun, simulation: Simulation, message: string): void {
  const cancelled = { status: 'completed', conclusion: 'cancelled' } as const;
  const line: LogEvent = { event: 'log', run, type: 'warn', message };
  const jobs = view?.jobs.filter(({ status }) => status !== 'completed') ?? [];
  const deployments = view?.deployments.filter(({ status }) => status !== 'completed') ?? [];
  turn.tasks.remove('step', run);
  markSimulation(turn, run, 'ended', simulation.step);
  ingest(turn, SIMULATED, [
    line,
    ...jobs.map(({ id, attempt }): PipelineEvent => ({ event: 'job', run, job: id, attempt, ...cancelled })),
    ...deployments.map(({ id }): PipelineEvent => ({ event: 'deployment', run, deployment: id, ...cancelled })),
    { event: 'run', run, attempt: simulation.attempt, ...cancelled },
  ]);
}

/** The settings of the runner with those that the trigger gives for this run. */
function withInputs(
  runner: SimulatedRunner,
  { stages }: Config,
  inputs: Readonly<Record<string, string>>,
): Pick<SimulatedRunner, 'duration' | 'failAt' | 'retries' | 'matrix'> {
  const { duration, failAt, retries, matrix } = runner;
  const settings = { duration, failAt, retries, matrix };
  const errors: { path: string; message: string }[] = [];
  for (const [name, value] of Object.entries(inputs)) {
    if (name === 'failAt' && stages.some(({ id }) => id === value)) settings.failAt = value;
    else if (name === 'failAt' && value === '') settings.failAt = undefined;
    else if (name === 'duration' && isDuration(value)) settings.duration = Number(value);
    else {
      const message = INPUTS.get(name) ?? 'is no input of the simulated runner';
      errors.push({ path: jsonPointer(['inputs', name]), message });
    }
  }
  if (errors.length > 0) throw new Refused('invalid', 'The inputs are not valid.', { errors });
  return settings;
}

const INPUTS: ReadonlyMap<string, string> = new Map([
  ['failAt', 'must be the id of a stage, or empty for none'],
  ['duration', 'must be whole milliseconds from 100 to 3600000'],
]);

const isDuration = (text: string): boolean =>
  /^\d{3,7}$/.test(text) && Number(text) >= 100 && Number(text) <= 3_600_000;

function startedBy(turn: Turn, key: string): RunHead | null {
  const [row] = turn.sql
    .exec<{ run: string }>('SELECT run FROM triggers WHERE key = ? AND at > ?', key, turn.now - KEY_LIFE)
    .toArray();
  if (!row) return null;
  if (turn.runs.get(row.run)) return headOf(turn, row.run);
  throw new Refused('conflict', `The key has started the run ${row.run}, which is in the archive by now.`);
}

function atHand({ runs }: Turn, name: string): KnownRun {
  const known = runs.get(name);
  if (known === null) throw new Refused('not-found', `There is no run ${name} at hand.`);
  return known;
}

function headOf({ runs }: Turn, run: string): RunHead {
  const view = runs.get(run)?.view;
  if (!view) throw new Error(`The run ${run} was not stored.`);
  const { id, number, attempt, status, conclusion } = view;
  return { id, number, attempt, status, conclusion };
}
