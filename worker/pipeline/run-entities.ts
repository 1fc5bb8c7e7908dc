import type { Entity, RunState } from '../../protocol/index.ts';
import { encodeFacts } from './limits.ts';

type Entities = ReadonlyMap<string, Entity>;
type Kind = 'job' | 'deployment';

/** Writes the entities that are not what they were. Merging keeps the identity of all others. */
export function saveEntities(sql: SqlStorage, run: number, kind: Kind, before: Entities, after: Entities): void {
  if (before === after) return;
  for (const [id, entity] of after) {
    if (before.get(id) === entity) continue;
    sql.exec(
      `INSERT INTO entities (run, kind, id, facts) VALUES (?, ?, ?, ?)
       ON CONFLICT (run, kind, id) DO UPDATE SET facts = excluded.facts`,
      run,
      kind,
      id,
      encodeFacts(entity, `the ${kind} ${id}`),
    );
  }
}

export function loadEntities(sql: SqlStorage, run: number): Pick<RunState, 'jobs' | 'deployments'> {
  const jobs = new Map<string, Entity>();
  const deployments = new Map<string, Entity>();
  const rows = sql.exec<{ kind: Kind; id: string; facts: string }>(
    'SELECT kind, id, facts FROM entities WHERE run = ?',
    run,
  );
  for (const { kind, id, facts } of rows) (kind === 'job' ? jobs : deployments).set(id, JSON.parse(facts) as Entity);
  return { jobs, deployments };
}
