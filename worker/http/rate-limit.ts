import type { Call } from '../call.ts';
import type { Env } from '../env.ts';
import { isLoopback } from '../auth/origin.ts';
import { HttpProblem } from './problem.ts';

/** The bindings of wrangler.toml that count requests; each says there how many a minute it lets pass. */
type Limit = 'TRIGGER_LIMIT' | 'CONFIG_LIMIT' | 'CONNECT_LIMIT';

/** Seconds, as in wrangler.toml: when the count begins anew at the latest. */
const PERIOD = 60;

/**
 * Lets one caller do only so much to one pipeline. Cloudflare counts in each of its locations, so this keeps off a flood, not
 * the one request too many. Where there is no binding, or nobody to tell callers apart, nothing is counted.
 */
export async function limit(name: Limit, { env, pipeline, request, caller }: Call): Promise<void> {
  const counter = (env as Partial<Pick<Env, Limit>>)[name];
  const who = caller.subject === null ? addressOf(request) : `subject ${caller.subject}`;
  if (counter === undefined || who === null) return;
  const { success } = await counter.limit({ key: `${pipeline} ${who}` });
  if (success) return;
  throw new HttpProblem(429, 'That was too often within a minute.', { headers: { 'retry-after': String(PERIOD) } });
}

/** Cloudflare's edge sets the header, whatever a client sends; null for one on this machine, which is its owner's. */
function addressOf(request: Request): string | null {
  const address = request.headers.get('cf-connecting-ip');
  return address === null || isLoopback(address) || address === '::1' ? null : `address ${address}`;
}
