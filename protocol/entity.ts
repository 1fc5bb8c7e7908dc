import { joinFacts, type Facts } from './facts.ts';

/** What is known of one run, job or deployment: what holds for good, and what belongs to one attempt. */
export interface Entity {
  readonly lasting: Facts;
  readonly attempts: Readonly<Record<number, Facts>>;
}

export const NOTHING: Entity = { lasting: {}, attempts: {} };

/** Joins `b` into `a`; returns `a` itself when `b` says nothing new. */
export function joinEntity(a: Entity, b: Entity): Entity {
  const lasting = joinFacts(a.lasting, b.lasting);
  let attempts: Record<number, Facts> | undefined;
  for (const attempt of attemptsOf(b)) {
    const before = a.attempts[attempt];
    const joined = joinFacts(before ?? {}, b.attempts[attempt] ?? {});
    if (before !== undefined && joined === before) continue;
    attempts ??= { ...a.attempts };
    attempts[attempt] = joined;
  }
  return lasting === a.lasting && attempts === undefined ? a : { lasting, attempts: attempts ?? a.attempts };
}

/** The attempts heard of, in order. */
export const attemptsOf = (entity: Entity): number[] =>
  Object.keys(entity.attempts)
    .map(Number)
    .sort((a, b) => a - b);

/** The attempt that counts: the highest. */
export const currentAttempt = (entity: Entity): number => attemptsOf(entity).at(-1) ?? 1;

/** The same entity with its attempts counted from a later one, for a source that begins anew at 1 each time. */
export function countedFrom(entity: Entity, first: number): Entity {
  const [lowest = 1] = attemptsOf(entity);
  if (lowest >= first) return entity;
  const shift = first - lowest;
  const attempts = Object.entries(entity.attempts).map(([attempt, facts]) => [Number(attempt) + shift, facts]);
  return { lasting: entity.lasting, attempts: Object.fromEntries(attempts) as Record<number, Facts> };
}
