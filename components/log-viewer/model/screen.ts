import { Part } from '../../shared/part.ts';

/**
 * Lays lines out as a terminal does, cell by cell. Few lines need it, those in which a cursor moves, and the output of plain
 * log files, so it is fetched with the first of them.
 */
export const terminal = new Part(() => import('../terminal/index.ts'));
