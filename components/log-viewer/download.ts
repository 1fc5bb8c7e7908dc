import { safeUrl } from '../shared/url.ts';

/** Hands a file to the person. The link is made and clicked through the object model: no HTML is parsed. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[^\w.-]+/g, '-');
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The whole log of a run as its server has it. */
export async function fetchLog(src: string, run: string): Promise<Blob> {
  const url = new URL(src, document.baseURI);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/runs/${encodeURIComponent(run)}/logs.txt`;
  const address = safeUrl(url.href);
  if (address === null) throw new TypeError(`Not an http(s) URL: ${src}`);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.blob();
}
