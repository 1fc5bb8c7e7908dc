import type { Whereabouts } from '../sources/mapping.ts';
import type { Turn } from './turn.ts';

/** How many earlier runs are looked at for one that this run may be like. */
const LIKE = 5;

type Row = {
  system: Whereabouts['system'];
  project: string;
  workflow: string | null;
  path: string | null;
  sha: string | null;
};

/** Keeps where a run is at home. Deliveries complete each other; one that adds nothing costs no row. */
export function rememberWhereabouts(turn: Turn, news: Whereabouts): void {
  const known = whereaboutsOf(turn, news.run);
  const row: Row = {
    system: news.system,
    project: news.project,
    workflow: known?.workflow ?? news.workflow ?? null,
    path: known?.path ?? news.path ?? null,
    sha: known?.sha ?? news.sha ?? null,
  };
  if (known && known.workflow === row.workflow && known.path === row.path && known.sha === row.sha) return;
  turn.sql.exec(
    'INSERT OR REPLACE INTO whereabouts (run, system, project, workflow, path, sha) VALUES (?, ?, ?, ?, ?, ?)',
    news.run,
    row.system,
    row.project,
    row.workflow,
    row.path,
    row.sha,
  );
}

export function whereaboutsOf({ sql }: Turn, run: string): Row | null {
  const [row] = sql
    .exec<Row>('SELECT system, project, workflow, path, sha FROM whereabouts WHERE run = ?', run)
    .toArray();
  return row ?? null;
}

/** Ended runs of the same workflow, the newest first. */
export function runsLike(turn: Turn, run: string): string[] {
  const home = whereaboutsOf(turn, run);
  if (home === null) return [];
  return turn.sql
    .exec<{ id: string }>(
      `SELECT id FROM runs JOIN whereabouts ON whereabouts.run = runs.id
       WHERE live = 0 AND id <> ? AND system = ? AND project = ? AND (path = ? OR workflow = ?) ORDER BY number DESC LIMIT ?`,
      run,
      home.system,
      home.project,
      home.path,
      home.workflow,
      LIKE,
    )
    .toArray()
    .map(({ id }) => id);
}
