/** The signals that ask a process to end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Handle = (signal: NodeJS.Signals) => void;

let current: Handle | null = null;

/**
 * From now on these signals do not end this process but go to `handle`, and to nobody who had them before. The listeners stay
 * the same: Node loses a signal that comes while the last one is removed and another added.
 */
export function onSignals(handle: Handle): void {
  if (current === null) for (const signal of SIGNALS) process.on(signal, () => current?.(signal));
  current = handle;
}
