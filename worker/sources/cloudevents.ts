import * as z from 'zod';
import { parseWellFormed } from '../http/body.ts';
import { UnreadablePayload } from './mapping.ts';
import { readPayload } from './read.ts';

/** CloudEvents 1.0 over HTTP (https://github.com/cloudevents/spec, http-protocol-binding): binary, structured and batch mode. */

export interface CloudEvent {
  id: string;
  source: string;
  type: string;
  /** Read when it is asked for, because of a type that we have no use for it may be anything. Throws `UnreadablePayload`. */
  data(): unknown;
}

const attributes = {
  id: z.string().min(1).max(500),
  source: z.string().min(1).max(2000),
  type: z.string().min(1).max(300),
};

const structured = z.object({
  specversion: z.literal('1.0'),
  ...attributes,
  data: z.unknown().optional(),
  data_base64: z.base64().optional(),
});

export type CloudEventMode = 'binary' | 'structured' | 'batch';

/** The mode of a request by its headers; null when it carries no CloudEvent. */
export function cloudEventMode(headers: Headers): CloudEventMode | null {
  const [type = ''] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() === 'application/cloudevents+json') return 'structured';
  if (type.trim() === 'application/cloudevents-batch+json') return 'batch';
  return headers.has('ce-specversion') ? 'binary' : null;
}

/** The events of a request whose body has been read as text. Throws `UnreadablePayload`. */
export function readCloudEvents(mode: CloudEventMode, headers: Headers, body: string): CloudEvent[] {
  if (mode === 'binary') return [readBinary(headers, body)];
  const json = parseJson(body);
  if (mode === 'structured') return [fromStructured(json)];
  if (!Array.isArray(json)) throw new UnreadablePayload('A batch is a JSON array.');
  return json.map(fromStructured);
}

function readBinary(headers: Headers, body: string): CloudEvent {
  if (headers.get('ce-specversion') !== '1.0') throw new UnreadablePayload('Only CloudEvents 1.0 is understood.');
  const header = (name: string): string | undefined => {
    const value = headers.get(`ce-${name}`);
    return value === null ? undefined : decodeHeader(value);
  };
  const told = readPayload(z.object(attributes), { id: header('id'), source: header('source'), type: header('type') });
  return { ...told, data: () => parseJson(body) };
}

function fromStructured(json: unknown): CloudEvent {
  const { id, source, type, data, data_base64 } = readPayload(structured, json);
  if (data_base64 === undefined) return { id, source, type, data: () => data };
  const bytes = Uint8Array.from(atob(data_base64), (character) => character.charCodeAt(0));
  return { id, source, type, data: () => parseJson(new TextDecoder().decode(bytes)) };
}

/**
 * Section 3.1.3.2: a quoted string is unescaped, then percent-encoding is decoded once; invalid UTF-8 is refused. A percent
 * sign that encodes nothing stands for itself.
 */
function decodeHeader(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value.trim());
  const plain = quoted?.[1] === undefined ? value.trim() : quoted[1].replace(/\\(.)/g, '$1');
  try {
    return plain.replace(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent);
  } catch {
    throw new UnreadablePayload('A ce- header is not valid percent-encoded UTF-8.');
  }
}

function parseJson(body: string): unknown {
  try {
    return parseWellFormed(body);
  } catch {
    throw new UnreadablePayload('The data is not JSON.');
  }
}
