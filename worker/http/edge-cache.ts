import { waitUntil } from 'cloudflare:workers';

/**
 * Keeps what never changes in the cache of Cloudflare's location: there a thousand readers of a finished run cost its object
 * one question. Only for what everyone may read, after it has been made sure that this is still so.
 */
export async function atEdge(request: Request, answer: () => Promise<Response>): Promise<Response> {
  const cache = caches.default;
  const condition = request.headers.get('if-none-match');
  const key = new Request(request.url, condition === null ? {} : { headers: { 'if-none-match': condition } });
  const kept = await cache.match(key);
  if (kept !== undefined) return new Response(kept.body, kept); // A copy, because headers of kept ones cannot be set.
  const response = await answer();
  if (response.status === 200 && isForGood(response)) waitUntil(cache.put(request.url, response.clone()));
  return response;
}

const isForGood = ({ headers }: Response): boolean =>
  /^public\b.*\bimmutable\b/.test(headers.get('cache-control') ?? '');
