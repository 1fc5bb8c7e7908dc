import * as z from 'zod';
import { isId } from '../../protocol/index.ts';
import { base64 } from '../sources/signature.ts';
import { parsed, RemoteFailed, send, type Asked, type Remote, type Started } from './remote.ts';

export interface WebhookAccess {
  url: string;
  /** As Standard Webhooks write it, `whsec_` and base64; null sends unsigned. */
  secret: string | null;
}

/** Bytes, by the standard. */
const MIN_KEY = 24;

/** What the receiver may say of the run: how its events will call it. Deploy hooks of Cloudflare give the build's id. */
const answered = z.object({
  run: z.string().refine(isId).optional().catch(undefined),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .catch(undefined),
  result: z.object({ build_uuid: z.uuid() }).optional().catch(undefined),
});

/**
 * Posts a signed message (https://www.standardwebhooks.com). Its id is the run's and stays the same however often it is sent,
 * so a receiver that keeps to the standard starts one run for it.
 */
export function webhook({ url, secret }: WebhookAccess): Remote {
  const target = new URL(url);
  return {
    title: target.hostname,
    async start(asked: Asked): Promise<Started> {
      const { pipeline, run, ref, inputs, actor } = asked;
      const sent = Date.now();
      const body = JSON.stringify({
        type: 'pipeline.triggered',
        timestamp: new Date(sent).toISOString(),
        data: { pipeline, run, ref, inputs, actor },
      });
      const seconds = Math.floor(sent / 1000);
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        'webhook-id': run,
        'webhook-timestamp': String(seconds),
      };
      if (secret !== null) headers['webhook-signature'] = await signature(secret, `${run}.${seconds}.${body}`);
      // Whoever knows the address of a deploy hook can deploy.
      const answer = await send(target.hostname, { method: 'POST', url, headers, body }, [
        url,
        target.pathname,
        ...held(secret),
      ]);
      const told = answered.safeParse(parsed(answer.body)).data;
      const build = told?.result?.build_uuid;
      return { name: told?.run ?? (build === undefined ? null : `workers-builds:${build}`), url: told?.url };
    },
  };
}

/** `v1,` and the HMAC-SHA256 of what is signed, in base64. */
export async function signature(secret: string, signed: string): Promise<string> {
  const raw = base64(secret.replace(/^whsec_/, ''));
  if (raw === null || raw.length < MIN_KEY) {
    throw new RemoteFailed(`TRIGGER_SIGNING_SECRET must be whsec_ and ${MIN_KEY} bytes or more in base64.`, {
      lasting: true,
    });
  }
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const digest = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed));
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

const held = (secret: string | null): string[] => (secret === null ? [] : [secret]);
