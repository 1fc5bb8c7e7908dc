import type { LogSnapshot, StoreSnapshot } from './types.ts';

export const EMPTY_LOG: LogSnapshot = Object.freeze({ run: null, lines: Object.freeze([]), total: 0 });

/** What a store knows before it has heard anything. */
export const EMPTY_SNAPSHOT: StoreSnapshot = Object.freeze({
  connection: 'idle',
  error: null,
  lastHeard: null,
  config: null,
  preview: null,
  run: null,
  fetching: false,
  runs: Object.freeze([]),
  log: EMPTY_LOG,
  viewers: null,
  selection: null,
});

/** Before the first answer of who has been asked. */
export const EXPECTED_SNAPSHOT: StoreSnapshot = Object.freeze({ ...EMPTY_SNAPSHOT, connection: 'connecting' });
