import { HttpProblem } from './problem.ts';

interface Bounds {
  min: number;
  max: number;
}

/** A whole number in the query, null when it is not there; 400 for anything else. */
export function integerIn(url: URL, name: string, { min, max }: Bounds): number | null {
  const text = url.searchParams.get(name);
  if (text === null) return null;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (number >= min && number <= max) return number;
  throw new HttpProblem(400, `The parameter ${name} must be a whole number from ${min} to ${max}.`);
}

/** One of a few words in the query, null when it is not there; 400 for anything else. */
export function wordIn<W extends string>(url: URL, name: string, words: readonly W[]): W | null {
  const text = url.searchParams.get(name);
  if (text === null) return null;
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new HttpProblem(400, `The parameter ${name} must be one of ${words.join(', ')}.`);
}
