/**
 * The question that a sender of CloudEvents asks before it sends any: may I? (Abuse protection of HTTP 1.1 Web Hooks for
 * Event Delivery, section 4.) Who may really send is decided by the credentials of each delivery.
 */
export function answerHandshake(request: Request): Response | null {
  const sender = request.headers.get('webhook-request-origin');
  if (sender === null || !/\/(?:events|webhooks\/[^/]+)$/.test(new URL(request.url).pathname)) return null;
  return new Response(null, {
    headers: {
      allow: 'POST',
      'webhook-allowed-origin': sender,
      ...(request.headers.has('webhook-request-rate') && { 'webhook-allowed-rate': '*' }),
    },
  });
}
