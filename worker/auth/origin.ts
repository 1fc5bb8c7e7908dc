/**
 * Who may write to an open pipeline without a token. A browser sends `Origin` with every write of a page, and a page of the
 * web must not be able to trigger the pipeline that someone runs on their own machine. Programs send no `Origin`.
 */
export function mayWriteUnasked(origin: string | null, url: URL, listed: readonly string[]): boolean {
  if (origin === null) return true;
  if (listed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  if (isLoopback(url.hostname)) return isLoopback(hostname);
  return origin === url.origin && isUnforgeable(url);
}

/**
 * A name that an attacker's DNS points at this server makes any page "same origin" (DNS rebinding). It cannot be done to an
 * address, nor to a server with a certificate.
 */
const isUnforgeable = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || isAddress(hostname);

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d+){3}$/.test(hostname);

export const isAddress = (hostname: string): boolean => hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
