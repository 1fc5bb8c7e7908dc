import * as z from 'zod';
import { pipelineEvent } from '../../protocol/event.schema.ts';
import type { PipelineEvent } from '../../protocol/index.ts';
import { admitReporter, checkOwnRun, ownEvents } from '../auth/reporter.ts';
import { secretsFor } from '../auth/secrets.ts';
import type { Arrival } from '../call.ts';
import { decode, LIMITS, parseJson, readBytes, requireMediaType } from '../http/body.ts';
import { accepted } from '../http/refusal.ts';
import { json } from '../http/reply.ts';
import { valid } from '../http/valid.ts';
import type { Delivered } from '../pipeline/rpc.ts';
import { cdEventKey, mapCdEvent } from '../sources/cdevents/events.ts';
import { cloudEventMode, readCloudEvents, type CloudEvent, type CloudEventMode } from '../sources/cloudevents.ts';
import { digestOf } from '../sources/payload.ts';
import { verifySignature } from '../sources/signature.ts';
import { receive } from './delivered.ts';
import { unset, unsigned } from './webhooks.ts';

const NDJSON = 'application/x-ndjson';

/** What a run that our own events make known says of where it comes from. */
const SOURCE = 'api';
const CD_EVENTS = 'cdevents';

/** Signs events that come as a Standard Webhook, instead of a token. */
const SIGNING_SECRET = 'EVENTS_SIGNING_SECRET';

const events: z.ZodType<PipelineEvent[]> = z.array(pipelineEvent);

/**
 * Takes events: our own as a JSON object, an array or NDJSON, and CloudEvents in any of their modes. All of them, or none.
 * Who sends them shows a token of ours or of a CI job, or signs them by the rules of Standard Webhooks.
 */
export async function takeEvents(arrival: Arrival): Promise<Response> {
  const { request, object, pipeline } = arrival;
  const mode = cloudEventMode(request.headers);
  if (isSigned(request)) {
    return receive(arrival, { source: mode ? CD_EVENTS : SOURCE, event: 'signed' }, async () => {
      const body = await signedBody(arrival);
      return mode ? readDelivered(mode, request, body) : [signedEvents(request, body)];
    });
  }
  const job = await admitReporter(arrival);
  if (mode) {
    checkOwnRun(job, CD_EVENTS);
    return receive(arrival, { source: CD_EVENTS, event: request.headers.get('ce-type') ?? mode }, async () =>
      readDelivered(mode, request, await readBytes(request, LIMITS.events)),
    );
  }
  const taken = ownEvents(job, readEvents(request, await readBytes(request, LIMITS.events)));
  return json(accepted(await object.ingest(pipeline, SOURCE, taken)), { status: 202 });
}

/** A token goes before a signature, as everywhere. */
const isSigned = ({ headers }: Request): boolean => headers.has('webhook-signature') && !headers.has('authorization');

async function signedBody({ request, env, pipeline }: Arrival): Promise<Uint8Array> {
  const secrets = secretsFor(env, SIGNING_SECRET, pipeline);
  if (secrets.length === 0) throw unset([SIGNING_SECRET]);
  const body = await readBytes(request, LIMITS.events);
  const { headers } = request;
  if (await verifySignature('standard', { headers, body }, secrets, Date.now())) return body;
  throw unsigned([SIGNING_SECRET]);
}

function signedEvents(request: Request, body: Uint8Array): Delivered {
  // Part of what is signed, so it is there.
  const key = request.headers.get('webhook-id') ?? '';
  const taken = readEvents(request, body);
  return { source: SOURCE, key, event: taken[0]?.event ?? 'none', mapping: { events: taken }, inOrder: true };
}

function readEvents(request: Request, body: Uint8Array): PipelineEvent[] {
  const type = requireMediaType(request, ['application/json', NDJSON]);
  const text = decode(body);
  return type === NDJSON ? valid(events, parseLines(text)) : parseEvents(parseJson(text));
}

const parseEvents = (body: unknown): PipelineEvent[] =>
  Array.isArray(body) ? valid(events, body) : [valid(pipelineEvent, body)];

/** Empty lines do not count, so an error's path names the event, not the line. */
const parseLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => parseJson(line, `/${index}`));

const readDelivered = (mode: CloudEventMode, { headers }: Request, body: Uint8Array): Promise<Delivered[]> =>
  Promise.all(readCloudEvents(mode, headers, decode(body)).map(fromCloudEvent));

async function fromCloudEvent(event: CloudEvent): Promise<Delivered> {
  const { type } = event;
  if (!/^dev\.cdevents\./i.test(type)) {
    const mapping = { ignored: `no use for the event ${type.slice(0, 100)}` };
    return { source: CD_EVENTS, key: cdEventKey(event), event: type, mapping };
  }
  const data = event.data();
  return { source: CD_EVENTS, key: await keyOf(event, data), event: type, mapping: mapCdEvent(data) };
}

/** Collectors fill in ids of their own; until one has, `0` stands there, and only the content tells events apart. */
const keyOf = async (event: CloudEvent, data: unknown): Promise<string> =>
  event.id === '0' ? digestOf(new TextEncoder().encode(JSON.stringify({ ...event, data }))) : cdEventKey(event);
