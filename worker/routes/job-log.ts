import { isId } from '../../protocol/index.ts';
import { admitReporter, checkOwnRun } from '../auth/reporter.ts';
import type { Arrival } from '../call.ts';
import { LIMITS, readBytes, requireMediaType } from '../http/body.ts';
import { HttpProblem } from '../http/problem.ts';
import { accepted } from '../http/refusal.ts';

const NDJSON = 'application/x-ndjson';

/**
 * Appends a piece to a job's log. The sender says where in its stream the piece begins, and goes on from where the answer's
 * `Range: 0-<last byte>` ends: 202 when the piece is in, 416 when bytes before it are missing. What was sent before counts
 * once. `Upload-Offset` says the same as a count of bytes, also of an empty log, of which a range cannot speak.
 */
export async function appendToLog(arrival: Arrival): Promise<Response> {
  const { request, url, object, pipeline, id } = arrival;
  const reporter = await admitReporter(arrival);
  const type = requireMediaType(request, ['text/plain', NDJSON]);
  const run = id('run');
  checkOwnRun(reporter, run);
  const job = id('job');
  const body = await readBytes(request, LIMITS.log);
  const answer = await object.appendLog(pipeline, {
    run,
    job,
    stage: stageIn(url),
    offset: offsetOf(request, body.byteLength),
    body,
    format: type === NDJSON ? 'ndjson' : 'text',
    final: url.searchParams.get('final') === '1' || request.headers.get('upload-complete')?.trim() === '?1',
  });
  const { applied, length } = accepted(answer);
  const headers = { 'upload-offset': String(length), ...(length > 0 && { range: `0-${length - 1}` }) };
  if (!applied) throw new HttpProblem(416, `The log has ${length} bytes; send it on from there.`, { headers });
  return new Response(null, { status: 202, headers: { ...headers, 'cache-control': 'no-store' } });
}

function stageIn(url: URL): string | null {
  const stage = url.searchParams.get('stage');
  if (stage === null || isId(stage)) return stage;
  throw new HttpProblem(400, 'The parameter stage is not the id of a stage.');
}

/**
 * Bytes of the stream before the piece, null when the sender does not count. Known ways to say it: `Content-Range: bytes
 * 0-99/*` (RFC 9110), `0-99` (GitLab's runners), and `Upload-Offset: 0` (resumable uploads).
 */
export function offsetOf(request: Request, length: number): number | null {
  const range = request.headers.get('content-range');
  const offset = request.headers.get('upload-offset');
  if (range !== null && offset !== null) throw new HttpProblem(400, 'Send Content-Range or Upload-Offset, not both.');
  if (offset !== null) {
    if (/^\d{1,15}$/.test(offset)) return Number(offset);
    throw new HttpProblem(400, 'Upload-Offset must be a count of bytes.');
  }
  if (range === null) return null;
  const match = /^(?:bytes +)?(\d{1,15})-(\d{1,15})(?:\/(?:\*|\d+))?$/.exec(range.trim());
  if (match === null) throw new HttpProblem(400, 'Content-Range must be like "bytes 0-99/*".');
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (last - first + 1 === length) return first;
  throw new HttpProblem(400, `Content-Range speaks of ${last - first + 1} bytes, but the body has ${length}.`);
}
