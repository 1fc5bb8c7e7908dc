import { DEFAULT_REPLAY_LINES, isId, MAX_REPLAY_LINES } from '../../protocol/index.ts';
import type { Call } from '../call.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { integerIn } from '../http/query.ts';
import { limit } from '../http/rate-limit.ts';
import { sseStream } from '../stream/sse-stream.ts';
import { randomTiming } from '../stream/timing.ts';
import { viewerSocket } from '../stream/viewer-socket.ts';

/**
 * The live stream. The response is held here and the object only holds a socket that it can sleep with: a body held by the
 * object would keep it awake, and billed, for as long as anyone watches.
 */
export async function openStream(call: Call): Promise<Response> {
  const { request, url, env, pipeline, caller } = call;
  await limit('CONNECT_LIMIT', call);
  const socket = socketOf(await viewerSocket(env, pipeline, socketQuery(request, url)));
  if (socket === null) throw notFound(`pipeline ${pipeline}`);
  const timing = randomTiming(env);
  // A stream ends with its token at the latest: whoever has another one goes on with that. A token is taken for some seconds
  // after it has expired; a viewer with one must not come back without a pause.
  const lifetime = Math.min(timing.lifetime, Math.max(1000, caller.until - Date.now()));
  return new Response(sseStream(socket, { ...timing, lifetime }), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // nginx buffers what a proxied server sends unless told not to.
      'x-accel-buffering': 'no',
    },
  });
}

function socketQuery(request: Request, url: URL): Record<string, string> {
  const logs = integerIn(url, 'logs', { min: 0, max: MAX_REPLAY_LINES }) ?? DEFAULT_REPLAY_LINES;
  const query: Record<string, string> = { logs: String(logs) };
  const run = url.searchParams.get('run');
  if (run !== null) {
    if (!isId(run)) throw new HttpProblem(400, 'The parameter run is not the id of a run.');
    query['run'] = run;
  }
  // An EventSource that reconnects sends the header, and still has the first connect's query in its address.
  const lastEventId = request.headers.get('last-event-id') ?? url.searchParams.get('lastEventId');
  if (lastEventId !== null) query['lastEventId'] = lastEventId;
  return query;
}

/** Null where there is no pipeline. */
function socketOf({ webSocket, status }: Response): WebSocket | null {
  if (status === 503) throw new HttpProblem(503, 'The stream cannot be opened right now.', { headers: RETRY });
  if (webSocket === null && status !== 404) throw new Error(`The object answered ${status} instead of a socket.`);
  return webSocket;
}

const RETRY = { 'retry-after': '1' };
