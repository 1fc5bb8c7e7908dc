/** https://docs.github.com/actions/using-jobs/using-a-matrix-for-your-jobs */

/** GitHub itself allows 256 jobs a matrix. */
const MAX_COMBINATIONS = 256;

type Cell = ReadonlyMap<string, unknown>;

/**
 * The combinations of a matrix in the order of its keys. Null when the file alone
 * does not tell: an axis made by an expression, or something that is no matrix.
 */
export function combinations(matrix: unknown): Cell[] | null {
  if (!isRecord(matrix)) return null;
  const { include = [], exclude = [], ...axes } = matrix;
  if (!isRecordList(include) || !isRecordList(exclude)) return null;
  let cells: Cell[] = Object.keys(axes).length > 0 ? [new Map()] : [];
  for (const [key, values] of Object.entries(axes)) {
    if (!Array.isArray(values) || values.some(isExpression)) return null;
    cells = cells.flatMap((cell) => values.map((value) => new Map([...cell, [key, value]])));
    if (cells.length > MAX_COMBINATIONS) return null;
  }
  cells = cells.filter(
    (cell) => !exclude.some((entry) => Object.entries(entry).every(([key, value]) => same(cell.get(key), value))),
  );
  const all = withIncluded(cells, include, new Set(Object.keys(axes)));
  return all.length > 0 && all.length <= MAX_COMBINATIONS ? all : null;
}

/**
 * An entry of `include` extends every combination of the axes that it does not contradict, or else is one of its own; those
 * are not extended in their turn.
 */
function withIncluded(
  original: readonly Cell[],
  include: readonly Readonly<Record<string, unknown>>[],
  axes: ReadonlySet<string>,
): Cell[] {
  let extended = [...original];
  const added: Cell[] = [];
  for (const entry of include) {
    const values = Object.entries(entry);
    const fits = (cell: Cell) => values.every(([key, value]) => !axes.has(key) || same(cell.get(key), value));
    if (extended.some(fits)) extended = extended.map((cell) => (fits(cell) ? new Map([...cell, ...values]) : cell));
    else added.push(new Map(values));
  }
  return [...extended, ...added];
}

const same = (a: unknown, b: unknown): boolean => print(a) === print(b);

/** A value as GitHub writes it into a name: the values of an object one after the other. */
export function print(value: unknown): string {
  if (isRecord(value)) return Object.values(value).map(print).join(', ');
  if (Array.isArray(value)) return value.map(print).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.includes('${{');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRecordList = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isRecord);
