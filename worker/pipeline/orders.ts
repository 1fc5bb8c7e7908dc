import type { Millis, RemoteRunner } from '../../protocol/index.ts';
import type { Turn } from './turn.ts';

export type Verb = 'start' | 'cancel' | 'rerun';

/** How a run was asked for. Later changes of the config are not for runs that are under way. */
export interface Wish {
  runner: RemoteRunner;
  ref: string;
  inputs: Readonly<Record<string, string>>;
  actor: string | null;
}

/**
 * Something that another system is to do. `open`: it is to be asked. `accepted`: it will, and has not said which run it has
 * started. `asked` is since when it may have heard of it, null while it surely has not.
 */
export interface Order {
  run: string;
  verb: Verb;
  /** For a start. */
  wish: Wish | null;
  state: 'open' | 'accepted' | 'done' | 'failed';
  asked: Millis | null;
  /** How often it has failed. */
  tries: number;
}

type Row = { wish: string | null; state: Order['state']; asked: number | null; tries: number };

export function placeOrder(turn: Turn, run: string, verb: Verb, wish: Wish | null): void {
  turn.sql.exec(
    `INSERT OR REPLACE INTO orders (run, verb, wish, state, asked, tries) VALUES (?, ?, ?, 'open', NULL, 0)`,
    run,
    verb,
    wish && JSON.stringify(wish),
  );
  turn.tasks.schedule('order', keyOf(run, verb), turn.now);
}

export function readOrder({ sql }: Pick<Turn, 'sql'>, run: string, verb: Verb): Order | null {
  const [row] = sql
    .exec<Row>('SELECT wish, state, asked, tries FROM orders WHERE run = ? AND verb = ?', run, verb)
    .toArray();
  return row ? { ...row, run, verb, wish: decoded(row.wish) } : null;
}

export function markOrder({ sql }: Turn, { run, verb, state, asked, tries }: Omit<Order, 'wish'>): void {
  sql.exec(
    'UPDATE orders SET state = ?, asked = ?, tries = ? WHERE run = ? AND verb = ?',
    state,
    asked,
    tries,
    run,
    verb,
  );
}

/** Starts of which it is not known yet which run came of them. */
export const openStarts = ({ sql }: Turn): { run: string; wish: Wish | null }[] =>
  sql
    .exec<{ run: string; wish: string | null }>(
      "SELECT run, wish FROM orders WHERE verb = 'start' AND state IN ('open', 'accepted')",
    )
    .toArray()
    .map(({ run, wish }) => ({ run, wish: decoded(wish) }));

/** The key of the task that carries the order out. */
export const keyOf = (run: string, verb: Verb): string => `${verb} ${run}`;

export function readKey(key: string): { run: string; verb: Verb } {
  const space = key.indexOf(' ');
  return { verb: key.slice(0, space) as Verb, run: key.slice(space + 1) };
}

const decoded = (wish: string | null): Wish | null => (wish === null ? null : (JSON.parse(wish) as Wish));
