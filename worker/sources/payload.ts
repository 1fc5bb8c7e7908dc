import { parseWellFormed } from '../http/body.ts';
import { UnreadablePayload } from './mapping.ts';

/** The body of a webhook, once its signature has been verified. GitHub's hooks send a form unless they are told to send JSON. */
export function parsePayload(headers: Headers, body: Uint8Array): unknown {
  const isForm = /^\s*application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '');
  const text = decode(body);
  const json = isForm ? new URLSearchParams(text).get('payload') : text;
  try {
    return parseWellFormed(json ?? '');
  } catch {
    throw new UnreadablePayload(isForm ? 'The form has no payload that is JSON.' : 'The body is not JSON.');
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body);
  } catch {
    throw new UnreadablePayload('The body is not UTF-8.');
  }
}

/** Names a delivery by what it is, where its source has no name for it. */
export async function digestOf(body: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return `sha256:${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
