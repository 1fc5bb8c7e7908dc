/** Entity tags and the conditions on them, RFC 9110, sections 8.8.3 and 13.1. */

export const etagOf = (value: string | number): string => `"${value}"`;

const TAGS = /^\s*(?:\*|(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*)\s*$/;

/** The entity tags in `If-Match` or `If-None-Match`, `['*']` for any; null when the header is malformed. */
export function parseEntityTags(header: string): string[] | null {
  if (!TAGS.test(header)) return null;
  return header.match(/\*|(?:W\/)?"[^"]*"/g);
}

/** True when the client already has what `etag` names: the answer is a 304. Weak comparison, as the standard says for GET. */
export function isUnchanged(request: Request, etag: string): boolean {
  const tags = parseEntityTags(request.headers.get('if-none-match') ?? '') ?? [];
  return tags.some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

const opaque = (tag: string): string => tag.replace(/^W\//, '');
