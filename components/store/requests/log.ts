import type { LogLine, LogPage } from '../../../protocol/index.ts';
import type { Http, HttpRequest } from '../http.ts';
import type { LogBuffer } from '../log-buffer.ts';
import { ProblemError } from '../problem.ts';
import { fetchJson } from './answer.ts';
import { persist } from './persist.ts';

type Query = NonNullable<HttpRequest['query']>;

/** Lines asked for at a time; the server gives 5,000 at most. */
const PAGE = 2_000;
/** More missing lines than this are not fetched by themselves: a person who comes back sees the end at once. */
const MAX_GAP = 5 * PAGE;

/** The end of a log whose lines do not come by the stream. */
export const fetchTail = (http: Http, run: string, signal: AbortSignal): Promise<LogPage> =>
  persist(() => fetchPage(http, run, { tail: PAGE }, signal), signal);

/** The lines from one number to another, which is not included; fewer where the server no longer has them all. */
export async function fetchLines(http: Http, run: string, from: number, before: number): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for (let next: number | null = from; next !== null && next < before;) {
    const page: LogPage = await fetchPage(http, run, { from: next, limit: Math.min(PAGE, before - next) });
    lines.push(...page.lines);
    next = page.next;
  }
  return lines;
}

/** Fetches some of the lines that are missing, or passes over them. */
export async function fillGap(http: Http, run: string, buffer: LogBuffer, signal: AbortSignal): Promise<void> {
  const { gap } = buffer;
  if (!gap) return;
  const { from, to } = gap;
  if (to - from >= MAX_GAP) return buffer.dropBeforeGap();
  try {
    const limit = Math.min(PAGE, to - from + 1);
    const page = await persist(() => fetchPage(http, run, { from, limit }, signal), signal);
    buffer.add(page.lines, page.total);
  } catch (error) {
    if (signal.aborted || !(error instanceof ProblemError)) throw error;
  }
  if (buffer.gap?.from === from) buffer.skipGap();
}

const fetchPage = (http: Http, run: string, query: Query, signal?: AbortSignal): Promise<LogPage> =>
  fetchJson<LogPage>(http, `runs/${encodeURIComponent(run)}/logs`, { query, signal });
