import type { LogLine } from '../../protocol/index.ts';
import { archiveJobs, archiveLines, archiveNames, archiveRun, forgetNamesake } from '../archive/write.ts';
import { linesFrom, logBytes } from './lines.ts';
import type { KnownRun } from './runs.ts';
import { dropOldRuns } from './retention.ts';
import type { Turn, Turns } from './turn.ts';

/** Lines read from the journal, and written to the archive, in one go. */
const LINES = 10_000;
const CHARS = 1_000_000;

/** Brings the archive up to date with a run. It can be done again at any time, from the start or from the middle. */
export async function archive(turns: Turns, db: D1Database, id: string): Promise<void> {
  const found = turns.read((turn) => {
    const known = turn.runs.get(id);
    return known && { known, config: turn.configs.at(known.config), bytes: logBytes(turn.sql, id) };
  });
  if (found === null) return;
  const { known, config, bytes } = found;
  const { view, lines } = known;
  if (view === null) return;
  if (turns.read((turn) => archivedLines(turn, known)) === 0) await forgetNamesake(db, view);
  await archiveRun(db, view, config, { lines, bytes });
  for (;;) {
    const next = turns.read((turn) => nextLines(turn, known));
    const last = next.at(-1);
    if (last === undefined) break;
    await archiveLines(db, view.pipeline, id, next);
    turns.write(({ sql }) => {
      const number = known.state.number;
      sql.exec(
        'UPDATE runs SET archived_lines = ? WHERE number = ? AND archived_lines < ?',
        last.line,
        number,
        last.line,
      );
    });
  }
  if (view.status !== 'completed') return;
  await archiveJobs(db, view);
  await archiveNames(
    db,
    view,
    turns.read(({ runs }) => runs.namesOf(id)),
  );
  turns.write((turn) => {
    // Unless something came in the meantime: then another task is under way.
    turn.sql.exec('UPDATE runs SET archived = 1 WHERE number = ? AND changed = ?', known.state.number, known.changed);
    dropOldRuns(turn);
  });
}

const archivedLines = ({ sql }: Turn, { state }: KnownRun): number =>
  sql.exec<{ archived_lines: number }>('SELECT archived_lines FROM runs WHERE number = ?', state.number).toArray()[0]
    ?.archived_lines ?? 0;

/** The lines that the archive does not have yet, up to what the run had when its row was written. */
function nextLines(turn: Turn, known: KnownRun): LogLine[] {
  const lines: LogLine[] = [];
  let chars = 0;
  for (const line of linesFrom(turn.sql, known.state.id, archivedLines(turn, known) + 1)) {
    if (line.line > known.lines || lines.length === LINES || chars > CHARS) break;
    lines.push(line);
    chars += line.message.length;
  }
  return lines;
}
