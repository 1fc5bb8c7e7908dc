import type { Millis, PipelineEvent } from '../../protocol/index.ts';
import { simulate, SIMULATED, type SimulationOptions, type SimulationStep } from '../runners/simulated.ts';
import { ingest } from './ingest.ts';
import type { Turn } from './turn.ts';

/** A step that is later than this (ms) was held up, by a crash or a deploy: the run goes on from now at its usual pace. */
const HELD_UP = 1000;

type State = 'waiting' | 'playing' | 'ended';

export interface Simulation {
  run: string;
  options: SimulationOptions;
  seed: number;
  attempt: number;
  state: State;
  /** The next step of the plan. */
  step: number;
}

type Row = { run: string; options: string; seed: number; attempt: number; state: State; step: number };

export function readSimulation({ sql }: Turn, run: string): Simulation | null {
  const [row] = sql
    .exec<Row>('SELECT run, options, seed, attempt, state, step FROM simulations WHERE run = ?', run)
    .toArray();
  return row ? decoded(row) : null;
}

/** Those that play or wait, first the one that was asked for first: nothing is heard of a run that waits. */
export function openSimulations({ sql }: Turn, state: 'waiting' | 'playing'): Simulation[] {
  return sql
    .exec<Row>(
      `SELECT run, options, seed, attempt, state, step FROM simulations JOIN runs ON runs.id = run
       WHERE state = ? ORDER BY runs.heard, runs.number`,
      state,
    )
    .toArray()
    .map(decoded);
}

export function writeSimulation({ sql }: Turn, simulation: Simulation): void {
  const { run, options, seed, attempt, state, step } = simulation;
  sql.exec(
    `INSERT INTO simulations (run, options, seed, attempt, state, step) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (run) DO UPDATE SET options = excluded.options, attempt = excluded.attempt,
       state = excluded.state, step = excluded.step`,
    run,
    JSON.stringify(options),
    seed,
    attempt,
    state,
    step,
  );
}

export function markSimulation({ sql }: Turn, run: string, state: State, step: number): void {
  sql.exec('UPDATE simulations SET state = ?, step = ? WHERE run = ?', state, step, run);
}

/** Begins to play: the first step now, the others by alarms. */
export function play(turn: Turn, simulation: Simulation): void {
  writeSimulation(turn, { ...simulation, state: 'playing', step: 0 });
  stepOn(turn, simulation.run, turn.now);
}

/** Does the steps that are due, and has the next one done when it is. A step goes in by the same way as a webhook. */
export function stepOn(turn: Turn, run: string, due: Millis): void {
  const { tasks, now } = turn;
  const simulation = readSimulation(turn, run);
  tasks.remove('step', run);
  if (simulation?.state !== 'playing') return;
  const steps = planOf(simulation);
  const events: PipelineEvent[] = [];
  let { step } = simulation;
  let clock = now - due > HELD_UP ? now : due;
  while (step < steps.length && clock <= now) {
    events.push(...(steps[step]?.events ?? []));
    step += 1;
    clock += steps[step]?.after ?? 0;
  }
  const ended = step >= steps.length;
  markSimulation(turn, run, ended ? 'ended' : 'playing', step);
  if (!ended) tasks.schedule('step', run, clock);
  ingest(turn, SIMULATED, events);
  if (ended) playNext(turn);
}

/** Lets the run that has waited longest begin, if none plays. */
export function playNext(turn: Turn): void {
  if (openSimulations(turn, 'playing').length > 0) return;
  const [next] = openSimulations(turn, 'waiting');
  if (next) play(turn, next);
}

const decoded = ({ options, ...row }: Row): Simulation => ({
  ...row,
  options: JSON.parse(options) as SimulationOptions,
});

/** Plans are the same each time, so the last one made is kept for the next step. */
let lastPlan: { key: string; steps: readonly SimulationStep[] } | null = null;

function planOf({ run, options, seed, attempt }: Simulation): readonly SimulationStep[] {
  const key = `${seed} ${attempt} ${run}`;
  if (lastPlan?.key !== key) lastPlan = { key, steps: simulate(options, seed, attempt) };
  return lastPlan.steps;
}
