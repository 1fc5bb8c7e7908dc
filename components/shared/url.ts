/** The address of a link from outside, or null unless it is http or https: `javascript:` and the like never become a link. */
export function safeUrl(text: string | null | undefined, base?: string): string | null {
  if (!text) return null;
  try {
    const url = new URL(text, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
