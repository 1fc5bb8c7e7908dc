import { isUnchanged } from './etag.ts';

interface Reply {
  status?: number;
  etag?: string | undefined;
  /** `Cache-Control`; `no-store` when left out, for answers that only hold for this moment or this caller. */
  cache?: string;
  headers?: Readonly<Record<string, string>>;
}

export function json(body: unknown, { status = 200, etag, cache = 'no-store', headers }: Reply = {}): Response {
  return Response.json(body, {
    status,
    headers: { 'cache-control': cache, ...(etag !== undefined && { etag }), ...headers },
  });
}

/** JSON that the client may already have: then only a 304 goes out. */
export function jsonUnlessKnown(request: Request, body: unknown, reply: Reply & { etag: string }): Response {
  return isUnchanged(request, reply.etag) ? notModified(reply) : json(body, reply);
}

export function notModified({ etag, cache = 'no-store', headers }: Reply & { etag: string }): Response {
  return new Response(null, { status: 304, headers: { 'cache-control': cache, etag, ...headers } });
}
