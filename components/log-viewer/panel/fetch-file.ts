import { createTranslate } from '../../shared/strings.ts';
import { safeUrl } from '../../shared/url.ts';

const t = createTranslate({
  'log.unreachable': 'its server cannot be reached, or does not let this page read it',
});

/** Fetches from an http(s) address, and from no other. */
export async function fetchFile(address: string, lang: string, init: RequestInit = {}): Promise<Response> {
  const url = safeUrl(address, document.baseURI);
  if (url === null) throw new TypeError(`Not an http(s) URL: ${address}`);
  const response = await fetch(url, init).catch((error: unknown) => {
    // The browser tells a page nothing more.
    throw new Error(t(lang, 'log.unreachable'), { cause: error });
  });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response;
}
