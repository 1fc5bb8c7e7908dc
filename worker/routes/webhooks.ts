import { secretsFor } from '../auth/secrets.ts';
import type { Arrival } from '../call.ts';
import { LIMITS, readBytes } from '../http/body.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { digestOf, parsePayload } from '../sources/payload.ts';
import { WEBHOOKS, type Webhook } from '../sources/webhooks.ts';
import { receive, type Incoming } from './delivered.ts';

/** Takes what a CI system sends. Nothing of it is read before its signature fits, over the bytes as they came. */
export async function takeWebhook(arrival: Arrival): Promise<Response> {
  const source = arrival.id('source');
  const webhook = WEBHOOKS.get(source);
  if (webhook === undefined) throw notFound(`source of the name ${source}`);
  const { headers } = arrival.request;
  const incoming: Incoming = { source, event: webhook.event(headers, null) };
  return receive(arrival, incoming, async () => {
    const body = await verifiedBody(arrival, webhook);
    const payload = parsePayload(headers, body);
    incoming.event = webhook.event(headers, payload);
    const key = webhook.key(headers, payload) ?? (await digestOf(body));
    return [{ ...incoming, key, mapping: webhook.map(incoming.event, payload) }];
  });
}

async function verifiedBody({ request, env, pipeline }: Arrival, webhook: Webhook): Promise<Uint8Array> {
  const secrets = (name: string) => secretsFor(env, name, pipeline);
  if (webhook.secrets.every((name) => secrets(name).length === 0)) throw unset(webhook.secrets);
  const body = await readBytes(request, LIMITS.webhook);
  if (await webhook.verify({ headers: request.headers, body }, secrets, Date.now())) return body;
  throw unsigned(webhook.secrets);
}

export const unset = (names: readonly string[]): HttpProblem =>
  new HttpProblem(
    403,
    `The Worker has no secret ${names.join(' or ')}, so it cannot tell who sent this. Set it: npx wrangler secret put.`,
  );

export const unsigned = (names: readonly string[]): HttpProblem =>
  new HttpProblem(
    401,
    'The signature is missing, or older than five minutes, or does not fit the body and the secret: the sender must have the ' +
      `same as the Worker has as ${names.join(' or ')}.`,
    { headers: { 'www-authenticate': 'Signature realm="pipeline-widgets"' } },
  );
