import { DEFAULT_REPLAY_LINES, isId, MAX_REPLAY_LINES } from '../../protocol/index.ts';
import type { Call } from '../call.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { integerIn } from '../http/query.ts';
import { limit } from '../http/rate-limit.ts';
import { bridge } from '../stream/bridge.ts';
import { randomTiming, type StreamTiming } from '../stream/timing.ts';
import { viewerSocket } from '../stream/viewer-socket.ts';

/**
 * The live stream. The response is held here and the object only holds a socket that it can sleep with: a body held by the
 * object would keep it awake, and billed, for as long as anyone watches.
 */
export async function openStream(call: Call): Promise<Response> {
  const { request, url, env, pipeline, caller } = call;
  await limit('CONNECT_LIMIT', call);
  const answer = await viewerSocket(env, pipeline, { ...socketQuery(request, url), until: String(caller.until) });
  return new Response(bodyOf(answer, pipeline, randomTiming(env, caller.until)), {
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

/** Fed by the socket that the object has given, or what a relay streams itself: that one passes without a turn of this Worker. */
function bodyOf(
  { webSocket, status, body }: Response,
  pipeline: string,
  timing: StreamTiming,
): ReadableStream<Uint8Array> {
  if (webSocket !== null) return bridge(webSocket, timing);
  if (status === 200 && body !== null) return body as ReadableStream<Uint8Array>;
  if (status === 404) throw notFound(`pipeline ${pipeline}`);
  if (status === 503) throw new HttpProblem(503, 'The stream cannot be opened right now.', { headers: RETRY });
  throw new Error(`The object answered ${status} instead of a stream.`);
}

const RETRY = { 'retry-after': '1' };
