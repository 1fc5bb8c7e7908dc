import { jsonPointer } from '../../../protocol/index.ts';
import { asText, listOf, member, valueAt, type Json } from './json.ts';

/** Values that name an entry of a list elsewhere in the config, which a schema cannot say: `*` stands for any index. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  '/runner/failAt': ['stages'],
  '/stages/*/activates/nodes': ['topology', 'nodes'],
  '/stages/*/activates/connections': ['topology', 'connections'],
  '/topology/connections/*/from': ['topology', 'nodes'],
  '/topology/connections/*/to': ['topology', 'nodes'],
  '/graph/jobs/*/stage': ['stages'],
};

/** What the value below these keys can name: ids, with the names that people know them by. Null where it names nothing. */
export function namesFor(keys: readonly string[], document: Json): ReadonlyMap<string, string> | null {
  const list = REFERENCES[jsonPointer(keys.map((key) => (/^\d+$/.test(key) ? '*' : key)))];
  if (!list) return null;
  return new Map(
    listOf(valueAt(document, list)).map((entry) => {
      const id = asText(member(entry, 'id'));
      return [id, asText(member(entry, 'name')) || id];
    }),
  );
}
