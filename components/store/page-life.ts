/** A page that nobody has looked at for this long stops reading (ms). Shorter looks elsewhere cost no reconnect. */
const HIDDEN_PAUSE = 5 * 60_000;

export interface PageLife {
  /** Nobody sees the page, or the browser is about to freeze it. */
  onSleep(): void;
  /** The page is in use again. */
  onWake(): void;
  /** The network went or came: whatever was open may be dead. */
  onNetworkChange(): void;
}

/**
 * Follows the life of the page, where there is one: Node and workers have none. An open stream would keep a page out of the
 * back/forward cache, so it ends when the page goes. Returns the way to end it.
 */
export function followPageLife({ onSleep, onWake, onNetworkChange }: PageLife): () => void {
  const { document, addEventListener } = globalThis as Partial<typeof globalThis>;
  if (!addEventListener) return () => {};
  const end = new AbortController();
  const { signal } = end;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asleep = false;

  const sleep = (): void => {
    clearTimeout(timer);
    asleep = true;
    onSleep();
  };
  const wake = (): void => {
    clearTimeout(timer);
    asleep = false;
    onWake();
  };
  const look = (): void => {
    clearTimeout(timer);
    if (document?.visibilityState === 'hidden') timer = setTimeout(sleep, HIDDEN_PAUSE);
    else wake();
  };
  const changeNetwork = (): void => {
    if (!asleep) onNetworkChange();
  };

  globalThis.addEventListener('online', changeNetwork, { signal });
  globalThis.addEventListener('offline', changeNetwork, { signal });
  globalThis.addEventListener('pagehide', sleep, { signal });
  globalThis.addEventListener('pageshow', wake, { signal });
  document?.addEventListener('freeze', sleep, { signal });
  document?.addEventListener('resume', wake, { signal });
  document?.addEventListener('visibilitychange', look, { signal });
  return () => {
    clearTimeout(timer);
    end.abort();
  };
}
