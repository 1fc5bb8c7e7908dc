import type { ConfigDocument } from '../../../protocol/index.ts';
import { localProblem } from '../problem.ts';
import { EMPTY_LOG, EMPTY_SNAPSHOT } from '../snapshot.ts';
import type { PlainData, StoreSnapshot } from '../types.ts';
import { completeRun } from './complete-run.ts';

/** What is known of a pipeline from plain data, or from the JSON of such: as if it were live. */
export function pictureOf(data: PlainData | string): StoreSnapshot {
  if (typeof data === 'string') return pictureOfJson(data);
  const run = data.run ? completeRun(data.run) : null;
  return {
    ...EMPTY_SNAPSHOT,
    connection: 'live',
    config: configOf(data),
    run,
    runs: Object.freeze(run ? [run] : []),
    log: logOf(data),
  };
}

function pictureOfJson(text: string): StoreSnapshot {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) throw new TypeError('It must be an object: {"run": …, "lines": …}');
    return pictureOf(data);
  } catch (error) {
    const problem = localProblem('The JSON inside the element cannot be read', String(error));
    return { ...EMPTY_SNAPSHOT, connection: 'error', error: problem };
  }
}

/** Nothing has been configured. */
const CONFIG: ConfigDocument = {
  title: 'Pipeline',
  description: '',
  visibility: 'public',
  stages: [],
  topology: { nodes: [], connections: [] },
  runner: { kind: 'external' },
  concurrency: 'supersede',
  origins: [],
  retention: { runs: 0, days: 0 },
  revision: 0,
};

const configOf = ({ config, topology }: PlainData): StoreSnapshot['config'] =>
  config ?? (topology ? { ...CONFIG, topology } : null);

function logOf({ run, lines }: PlainData): StoreSnapshot['log'] {
  if (!lines) return EMPTY_LOG;
  const last = lines.at(-1);
  return Object.freeze({ run: run?.id ?? last?.run ?? null, lines, total: last?.line ?? 0 });
}
