import { LOG_TYPES, type LogLine, type LogPage } from '../../protocol/index.ts';
import { archivedLogs } from '../archive/read.ts';
import { cacheFor, cacheForGood, type Call } from '../call.ts';
import { atEdge } from '../http/edge-cache.ts';
import { etagOf } from '../http/etag.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { integerIn, wordIn } from '../http/query.ts';
import { jsonUnlessKnown } from '../http/reply.ts';
import type { LogQuery } from '../pipeline/rpc.ts';

const DEFAULT_PAGE = 500;
const LARGEST_PAGE = 5000;
const LAST_LINE = 999_999_999;

/** A page of a run's log: as JSON, or raw for those who ask for `text/plain`. */
export async function readLog(call: Call): Promise<Response> {
  const { request, caller } = call;
  if (prefersText(request)) return readRawLog(call);
  return caller.public ? atEdge(request, () => readPage(call)) : readPage(call);
}

async function readPage(call: Call): Promise<Response> {
  const query = queryOf(call.url, DEFAULT_PAGE);
  const { page, kept } = await pageOf(call, query);
  const etag = etagOf(`${query.from}-${page.lines.length}-${page.total}`);
  return jsonUnlessKnown(call.request, page, { etag, cache: cacheOf(call, page, kept), headers: VARY });
}

/** The messages alone, a line each, with their colours: the whole log, or as many lines as `limit` says. */
export async function readRawLog(call: Call): Promise<Response> {
  const query = queryOf(call.url, LARGEST_PAGE);
  const whole = !call.url.searchParams.has('limit') && query.tail === null;
  const { page, kept } = await pageOf(call, query);
  const following = async (from: number) => (await pageOf(call, { ...query, from })).page;
  return new Response(rawText(page, whole ? following : null), {
    headers: {
      ...VARY,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': cacheOf(call, page, kept),
    },
  });
}

/** Who reads without the token must not be given what was kept for one who had it. */
const VARY = { vary: 'accept, authorization' };

/** Seconds. */
const MINUTE = 60;

/**
 * A full page of an ended run never changes, nor does anything in the archive. The last page of a run that has just ended may
 * still grow: a sender that was offline delivers late, a rerun goes on.
 */
function cacheOf({ caller }: Call, page: LogPage, kept: Kept): string {
  if (kept === 'live') return cacheFor(caller, 'no-cache');
  const settled = kept === 'archived' || page.next !== null;
  return settled ? cacheForGood(caller) : cacheFor(caller, `public, max-age=${MINUTE}`);
}

type Kept = 'live' | 'ended' | 'archived';

async function pageOf({ object, env, pipeline, id }: Call, query: LogQuery): Promise<{ page: LogPage; kept: Kept }> {
  const run = id('run');
  const here = await object.logs(pipeline, run, query);
  if (here !== null) {
    const { finished, ...page } = here;
    return { page, kept: finished ? 'ended' : 'live' };
  }
  const page = await archivedLogs(env.DB, pipeline, run, query);
  if (page === null) throw notFound(`run ${run}`);
  return { page, kept: 'archived' };
}

function queryOf(url: URL, limit: number): LogQuery {
  const tail = integerIn(url, 'tail', { min: 1, max: LARGEST_PAGE });
  if (tail !== null && url.searchParams.has('from')) {
    throw new HttpProblem(400, 'Ask for the tail, or from a line on, but not for both.');
  }
  return {
    tail,
    from: integerIn(url, 'from', { min: 1, max: LAST_LINE }) ?? 1,
    limit: integerIn(url, 'limit', { min: 1, max: LARGEST_PAGE }) ?? limit,
    job: url.searchParams.get('job'),
    stage: url.searchParams.get('stage'),
    type: wordIn(url, 'type', LOG_TYPES),
  };
}

const prefersText = (request: Request): boolean => {
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('text/plain') && !accept.includes('application/json');
};

/** Reads on page by page as the client takes the text, so that a long log is never in memory as a whole. */
function rawText(first: LogPage, following: ((from: number) => Promise<LogPage>) | null): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let page = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // A filter can leave a page empty, and a pull that brings nothing is not asked again.
      while (page.lines.length === 0 && page.next !== null && following !== null) page = await following(page.next);
      if (page.lines.length > 0) controller.enqueue(encoder.encode(page.lines.map(rawLine).join('')));
      if (page.next === null || following === null) controller.close();
      else page = await following(page.next);
    },
  });
}

const rawLine = ({ message }: LogLine): string => `${message}\n`;
