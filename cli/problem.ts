/** What a problem document (RFC 9457) says, behind a colon; empty for anything else, such as a proxy's page. */
export function detailOf(body: string): string {
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === 'string' ? `: ${detail}` : '';
  } catch {
    return '';
  }
}
