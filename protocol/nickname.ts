import type { Entity } from './entity.ts';
import type { JobEvent } from './event.ts';
import type { Facts, Register } from './facts.ts';
import { read } from './read.ts';
import type { RunState } from './state.ts';

/**
 * A command inside a job knows the job's id, but not always what its system calls it. The name that it makes up counts only
 * until the source says the job's own; and by the made-up one the job is still found.
 */
const NICKNAME = 'nickname:';

const SAID: Register = [0, 0, true];

/** What names the job: after the plan of a run, before anything that its source says. */
export const NICKNAMED = 10;

export const nicknameFacts = ({ job, nickname }: Pick<JobEvent, 'job' | 'nickname'>): Facts =>
  nickname === true ? { [NICKNAME + job]: SAID } : {};

/** The key of the job that goes by this name or nickname, and its id; the name itself for one that is not known. */
export function jobCalled({ jobs }: Pick<RunState, 'jobs'>, name: string): { key: string; id: string } {
  for (const [key, entity] of jobs) {
    if (nicknamesOf(entity).includes(name)) return { key, id: read<string>(entity.lasting, 'job') ?? name };
  }
  return { key: name, id: name };
}

const known = new WeakMap<Entity, readonly string[]>();

function nicknamesOf(entity: Entity): readonly string[] {
  const before = known.get(entity);
  if (before) return before;
  const names = Object.keys(entity.lasting).flatMap((field) =>
    field.startsWith(NICKNAME) ? [field.slice(NICKNAME.length)] : [],
  );
  known.set(entity, names);
  return names;
}
