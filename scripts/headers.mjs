// Response headers of the demo page and of the script file, in the format of Cloudflare's static assets (`_headers`).
// The policy is the strictest that a page can have and still talk to a Worker elsewhere: it proves that the elements need
// no inline style, no HTML sink and no eval.
const policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'", 'https:', 'http://localhost:*', 'http://127.0.0.1:*'],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 'pipeline-widgets'],
};

const contentSecurityPolicy = Object.entries(policy)
  .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
  .join('; ');

export const headers = `/*
  Content-Security-Policy: ${contentSecurityPolicy}
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer

# Their names hold a hash of what is in them.
/assets/*
  Cache-Control: public, max-age=31536000, immutable

# A module script from another origin is read only with CORS.
/pipeline-widgets.js
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Cache-Control: public, max-age=300, stale-while-revalidate=86400

/pipeline-widgets/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Cache-Control: public, max-age=31536000, immutable
`;
