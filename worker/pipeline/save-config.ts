import { configSchema } from '../../protocol/config.schema.ts';
import { jsonPointer, type Config, type ConfigDocument } from '../../protocol/index.ts';
import { patienceOf } from './patience.ts';
import { Refused } from './refused.ts';
import type { ConfigSave } from './rpc.ts';
import type { Turn } from './turn.ts';

/** Bytes: the archive keeps it in one row with the run, and D1 takes 2 MB a row. */
const MAX_BYTES = 1_000_000;
/** Until the replica is due by a task; the request that saves writes it itself, at once. */
const REPLICA_DELAY = 5000;

/** Saves the fields given over those there are, as a new revision, if the caller knew what it was changing. */
export function saveConfig(turn: Turn, { config: fields, expected, author }: ConfigSave): ConfigDocument {
  const { configs, journal, tasks, now } = turn;
  const { current } = configs;
  checkRevision(current, expected);
  const { revision: _revision, ...before } = current;
  const config = validated({ ...before, ...fields });
  if (current.revision > 0 && JSON.stringify(config) === JSON.stringify(before)) return current;
  const saved = configs.add(config, author, now);
  journal.config(saved, now);
  // A shorter patience holds for the runs that are live.
  if (tasks.get('watch', '')) tasks.ensure('watch', '', now + patienceOf(config).stale);
  tasks.schedule('replicate', '', now + REPLICA_DELAY);
  return saved;
}

/** Before anything was saved there is nothing to overwrite, so a caller need not have seen it. */
function checkRevision(current: ConfigDocument, expected: number | null): void {
  if (expected === current.revision || (expected === null && current.revision === 0)) return;
  throw expected === null
    ? new Refused(
        'precondition-required',
        `Say with If-Match which revision you are changing; it is ${current.revision}.`,
      )
    : new Refused('precondition-failed', `The config is at revision ${current.revision} now.`, { current });
}

function validated(config: unknown): Config {
  const { success, data, error } = configSchema.safeParse(config);
  if (!success) {
    const errors = error.issues.map(({ path, message }) => ({ path: jsonPointer(path), message }));
    throw new Refused('invalid', 'The config is not valid.', { errors });
  }
  if (new TextEncoder().encode(JSON.stringify(data)).length > MAX_BYTES) {
    throw new Refused('too-large', `The config would be larger than ${MAX_BYTES} bytes.`);
  }
  return data;
}
