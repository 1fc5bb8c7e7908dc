import { attemptsOf, countedFrom, currentAttempt, joinEntity, type Entity } from './entity.ts';
import { compareText, type State } from './facts.ts';
import { read } from './read.ts';

/** Entities by the ids of the jobs that they are told as: one job may have been told as several. */
export function byJob(entities: ReadonlyMap<string, Entity>): ReadonlyMap<string, readonly Entity[]> {
  const jobs = new Map<string, Entity[]>();
  const add = (id: string, entity: Entity): void => {
    const namesakes = jobs.get(id);
    if (namesakes) namesakes.push(entity);
    else jobs.set(id, [entity]);
  };
  for (const [key, entity] of entities) add(read<string>(entity.lasting, 'job') ?? key, entity);
  for (const [id, namesakes] of [...jobs]) {
    const [first = [], ...others] = lanesOf(namesakes);
    if (others.length === 0) continue;
    jobs.set(id, [...first]);
    others.forEach((lane, index) => lane.forEach((entity) => add(numbered(id, index + 2), entity)));
  }
  return jobs;
}

/** What the second job of a name goes by, and the third. */
export const numbered = (name: string, place: number): string => (place === 1 ? name : `${name} #${place}`);

/** One entity of several: those that the source gave an id follow each other as attempts, by number where it counts them, else by id. */
export function inSequence(namesakes: readonly Entity[]): Entity {
  const [only] = namesakes;
  if (only !== undefined && namesakes.length === 1 && retriesOf(only) === 0) return only;
  let joined: Entity = { lasting: {}, attempts: {} };
  let next = 1;
  for (const entity of [...namesakes].sort(compareEntities)) {
    const hasId = externalIdOf(entity) !== '';
    const placed = hasId ? countedFrom(entity, Math.max(next, retriesOf(entity) + 1)) : entity;
    if (hasId) next = currentAttempt(placed) + 1;
    joined = joinEntity(joined, placed);
  }
  return joined;
}

/**
 * Namesakes that are jobs beside each other, each with its attempts. They have no other mark than the order of their ids; of
 * those that failed it is the next attempt first, because sources can be told to run only these again.
 */
function lanesOf(namesakes: readonly Entity[]): readonly (readonly Entity[])[] {
  const distinct = namesakes.filter(
    (entity) => read<boolean>(entity.lasting, 'distinct') && externalIdOf(entity) !== '',
  );
  if (distinct.length < 2) return [namesakes];
  const lanes: Entity[][] = [];
  for (const attempt of new Set(distinct.map(currentAttempt).sort((a, b) => a - b))) {
    const beside = distinct.filter((entity) => currentAttempt(entity) === attempt).sort(compareEntities);
    const again =
      lanes.length > beside.length
        ? [...lanes].sort((a, b) => Number(endedWell(a)) - Number(endedWell(b)))
        : [...lanes];
    beside.forEach((entity, index) => {
      const lane = again[index];
      if (lane) lane.push(entity);
      else lanes.push([entity]);
    });
  }
  lanes[0]?.push(...namesakes.filter((entity) => !distinct.includes(entity)));
  return lanes;
}

function endedWell(lane: readonly Entity[]): boolean {
  const last = lane.at(-1);
  const state = last && read<State>(last.attempts[currentAttempt(last)] ?? {}, 'state');
  return state?.conclusion === 'success' || state?.conclusion === 'neutral';
}

/** By attempt, then by the source's id: numbers in text sort by their length first, then by their digits. */
function compareEntities(a: Entity, b: Entity): number {
  const [one, other] = [externalIdOf(a), externalIdOf(b)];
  return currentAttempt(a) - currentAttempt(b) || one.length - other.length || compareText(one, other);
}

/** The source's id of an entity; empty where it has none. */
const externalIdOf = (entity: Entity): string =>
  attemptsOf(entity)
    .map((attempt) => read<string>(entity.attempts[attempt] ?? {}, 'externalId'))
    .find((id) => id !== undefined) ?? '';

const retriesOf = (entity: Entity): number => read<number>(entity.lasting, 'retries') ?? 0;
