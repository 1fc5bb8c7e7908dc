import * as z from 'zod';
import { pipelineEvent } from '../../protocol/event.schema.ts';
import type { PipelineEvent } from '../../protocol/index.ts';
import type { Call } from '../call.ts';
import { decode, LIMITS, parseJson, readBytes, requireMediaType } from '../http/body.ts';
import { accepted } from '../http/refusal.ts';
import { json } from '../http/reply.ts';
import { valid } from '../http/valid.ts';

const NDJSON = 'application/x-ndjson';

/** What a run that our own events make known says of where it comes from. */
const SOURCE = 'api';

const events: z.ZodType<PipelineEvent[]> = z.array(pipelineEvent);

/** Takes our own events: one as a JSON object, several as an array or as NDJSON. All of them, or none. */
export async function takeEvents({ request, object, pipeline }: Call): Promise<Response> {
  const type = requireMediaType(request, ['application/json', NDJSON]);
  const text = decode(await readBytes(request, LIMITS.events));
  const taken = type === NDJSON ? valid(events, parseLines(text)) : parseEvents(parseJson(text));
  const answer = accepted(await object.ingest(pipeline, SOURCE, taken));
  return json(answer, { status: 202 });
}

const parseEvents = (body: unknown): PipelineEvent[] =>
  Array.isArray(body) ? valid(events, body) : [valid(pipelineEvent, body)];

/** Empty lines do not count, so an error's path names the event, not the line. */
const parseLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => parseJson(line, `/${index}`));
