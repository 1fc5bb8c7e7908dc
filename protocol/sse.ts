import type { ConfigDocument } from './config.ts';
import type { LogLine } from './log.ts';
import type { PipelineUpdate } from './update.ts';

/** Server-Sent Events (WHATWG HTML, section 9.2): the names, the data behind each, and the id that resumes a stream. */
export interface StreamEvents {
  'pipeline-update': PipelineUpdate;
  log: LogLine;
  config: ConfigDocument;
  presence: { viewers: number };
  reset: { reason: ResetReason };
}

export type StreamEventName = keyof StreamEvents;

export type StreamEvent = { [N in StreamEventName]: { event: N; data: StreamEvents[N] } }[StreamEventName];

/** Why the server asks a viewer to start anew: too slow, too long away, or the stream's time is over. */
export type ResetReason = 'lagged' | 'expired' | 'rotated';

export const STREAM_EVENTS = [
  'pipeline-update',
  'log',
  'config',
  'presence',
  'reset',
] as const satisfies readonly StreamEventName[];

/** Lines replayed at connect: `?logs=N`. */
export const DEFAULT_REPLAY_LINES = 200;
export const MAX_REPLAY_LINES = 2000;

/** `epoch` names a journal, `seq` counts its events from 1: together the `id` of an event, `<epoch>.<seq>`. */
export interface EventId {
  epoch: string;
  seq: number;
}

export const formatEventId = ({ epoch, seq }: EventId): string => `${epoch}.${seq}`;

/** Null for whatever is not an id of ours: it came from outside. */
export function parseEventId(text: string | null | undefined): EventId | null {
  const match = /^([a-z0-9]{1,32})\.(0|[1-9]\d{0,15})$/.exec(text ?? '');
  return match?.[1] !== undefined && match[2] !== undefined ? { epoch: match[1], seq: Number(match[2]) } : null;
}

/** One event as it goes over the wire. */
export const encodeEvent = ({ event, data }: StreamEvent, id?: EventId): string =>
  encodeJson(event, JSON.stringify(data), id);

/** The same for data that is JSON already. JSON has no raw line breaks, so the data is always one line. */
export function encodeJson(event: StreamEventName, json: string, id?: EventId): string {
  const head = id ? `id: ${formatEventId(id)}\n` : '';
  return `${head}event: ${event}\ndata: ${json}\n\n`;
}
