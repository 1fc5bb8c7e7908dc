import { rankOf, severityOf, type Conclusion, type Status, type WaitReason } from './status.ts';

/**
 * Registers: the smallest things that merge. Each join is commutative, associative and idempotent, and whatever is built of
 * them field by field is too; that is the whole proof that the order and the duplicates of deliveries do not matter.
 */

/** A value with its precedence: the source's time (ms), then the rank of the status that it came with. */
export type Register = readonly [at: number, rank: number, value: unknown];

/** Registers by field name. */
export type Facts = Readonly<Record<string, Register>>;

/** The value of the field `state`: the words that only make sense together. */
export interface State {
  status: Status;
  conclusion: Conclusion | null;
  waitReason: WaitReason | null;
  sourceStatus: string | null;
}

type Join = (a: Register, b: Register) => Register;

/** The later one wins, then the one further along, then the one whose text sorts last: never the one that happened to arrive last. */
const latest: Join = (a, b) => {
  const order = a[0] - b[0] || a[1] - b[1] || compareValues(a[2], b[2]);
  return order >= 0 ? a : b;
};

/**
 * A state never steps back in rank; in the same rank the later one wins, and at the same time the worse one, never falsely
 * green, and what is at work over what waits.
 */
const furthest: Join = (a, b) => {
  const [one, other] = [stateIn(a), stateIn(b)];
  const order =
    a[1] - b[1] ||
    a[0] - b[0] ||
    severityOf(one.conclusion) - severityOf(other.conclusion) ||
    rankOf(one.status) - rankOf(other.status);
  return order === 0 ? latest(a, b) : order > 0 ? a : b;
};

/** Lists that grow: sources count in seconds, and within one of them the longer list is the newer. */
const fullest: Join = (a, b) => {
  const order = a[0] - b[0] || a[1] - b[1] || lengthOf(a) - lengthOf(b);
  return order === 0 ? latest(a, b) : order > 0 ? a : b;
};

const earliest: Join = (a, b) => (Number(a[2]) <= Number(b[2]) ? a : b);
const greatest: Join = (a, b) => (Number(a[2]) >= Number(b[2]) ? a : b);

const JOINS: ReadonlyMap<string, Join> = new Map([
  ['state', furthest],
  ['steps', fullest],
  ['progress', greatest],
  ['lines', greatest],
  ['retries', greatest],
  ['settledAt', greatest],
  ['createdTime', earliest],
  ['queuedAt', earliest],
  ['startedAt', earliest],
  ['endedAt', earliest],
]);

/** Joins `b` into `a`; returns `a` itself when `b` says nothing new. */
export function joinFacts(a: Facts, b: Facts): Facts {
  let joined: Record<string, Register> | undefined;
  for (const [field, register] of Object.entries(b)) {
    const current = a[field];
    if (current !== undefined && (JOINS.get(field) ?? latest)(current, register) === current) continue;
    joined ??= { ...a };
    joined[field] = register;
  }
  return joined ?? a;
}

const stateIn = (register: Register): State => register[2] as State;
const lengthOf = (register: Register): number => (register[2] as readonly unknown[]).length;

const compareValues = (a: unknown, b: unknown): number => (a === b ? 0 : compareText(canonical(a), canonical(b)));

/** JSON with sorted keys: equal values have equal text in whatever order a source wrote them. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b)))
      : inner,
  );
}

/** Compares by code unit: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
