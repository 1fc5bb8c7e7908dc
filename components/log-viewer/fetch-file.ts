import { safeUrl } from '../shared/url.ts';

/** Fetches from an http(s) address, and from no other. */
export async function fetchFile(address: string, init?: RequestInit): Promise<Response> {
  const url = safeUrl(address, document.baseURI);
  if (url === null) throw new TypeError(`Not an http(s) URL: ${address}`);
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response;
}
