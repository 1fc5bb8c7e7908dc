import { UsageError } from './usage.ts';

/** Characters that GitHub leaves of a job's name, the dots included. */
const LONGEST = 100;

/** The name of one job of a matrix, as GitHub makes it of the job's and the values; the job's own where there are none. */
export function withMatrix(job: string, json: string | undefined): string {
  const values = flatten(parsed(json));
  if (values.length === 0) return job;
  const name = `${job} (${values.join(', ')})`;
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 3)}...` : name;
}

/** Outside of a matrix GitHub's expression for it is `null`. */
function parsed(json: string | undefined): unknown {
  if (json === undefined || json.trim() === '') return null;
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError('--matrix must be JSON');
  }
}

/** The values of objects and lists one after the other. */
function flatten(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(flatten);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
