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
 * back/forward cache, so it ends when the page goes.
 */
export function followPageLife({ onSleep, onWake, onNetworkChange }: PageLife, signal: AbortSignal): void {
  const { document, addEventListener } = globalThis as Partial<typeof globalThis>;
  if (!addEventListener) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asleep = false;

  const turn = (toSleep: boolean): void => {
    clearTimeout(timer);
    asleep = toSleep;
    if (asleep) onSleep();
    else onWake();
  };
  const sleep = (): void => turn(true);
  const wake = (): void => turn(false);
  const look = (): void => {
    clearTimeout(timer);
    if (document?.visibilityState === 'hidden') timer = setTimeout(sleep, HIDDEN_PAUSE);
    else wake();
  };
  const changeNetwork = (): void => {
    if (!asleep) onNetworkChange();
  };

  const listen = (target: EventTarget | undefined, listener: () => void, ...events: string[]): void => {
    for (const event of events) target?.addEventListener(event, listener, { signal });
  };
  listen(globalThis, changeNetwork, 'online', 'offline');
  listen(globalThis, sleep, 'pagehide');
  listen(globalThis, wake, 'pageshow');
  listen(document, sleep, 'freeze');
  listen(document, wake, 'resume');
  listen(document, look, 'visibilitychange');
  signal.addEventListener('abort', () => clearTimeout(timer));
}
