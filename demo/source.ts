/** Which pipeline the page shows, and whose fault it is when that cannot be. */
export interface Source {
  /** The pipeline's URL. */
  readonly src: string;
  /** What `?src=` said, where that is no address to fetch from. */
  readonly refused: string | null;
}

/**
 * `?src=` of the page's own address, else the Worker that the build was told of (`VITE_PIPELINE_SRC`), else the one that
 * serves this page.
 */
export function sourceOf(page: URL, built: string | undefined): Source {
  const asked = page.searchParams.get('src');
  const own = webUrl(built || '/api/pipelines/default', page) ?? new URL('/api/pipelines/default', page).href;
  const wanted = asked ? webUrl(asked, page) : own;
  return { src: wanted ?? own, refused: wanted === null ? asked : null };
}

function webUrl(text: string, base: URL): string | null {
  if (!URL.canParse(text, base)) return null;
  const { protocol, href } = new URL(text, base);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
