/**
 * Every page may call the API and read its answers: no credentials travel by themselves (tokens are bearer tokens, there are
 * no cookies), so there is nothing that a foreign page could borrow. Writing without a token has a rule of its own, see
 * `auth/origin.ts`.
 */
const ALLOWED_HEADERS = [
  'authorization',
  'content-range',
  'content-type',
  'if-match',
  'if-none-match',
  'last-event-id',
  'prefs-key',
  'upload-complete',
  'upload-offset',
];
const EXPOSED_HEADERS = ['etag', 'link', 'location', 'range', 'retry-after', 'upload-offset'];

/** A day, in seconds. Browsers cap it (Chromium at two hours). */
const PREFLIGHT_MAX_AGE = 86_400;

export const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH',
      'access-control-allow-headers': ALLOWED_HEADERS.join(', '),
      'access-control-max-age': String(PREFLIGHT_MAX_AGE),
    },
  });

/** Headers of every answer of the API: who may read it, and that a browser must never take it for a page or a script. */
export const STANDING_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED_HEADERS.join(', '),
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};
