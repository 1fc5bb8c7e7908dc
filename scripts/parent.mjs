/**
 * Calls back once when the process that started this one is gone. npm passes SIGTERM on to its shell only: the shell dies
 * and what it ran would live on, holding the port.
 *
 * @param {() => void} callback
 */
export function whenOrphaned(callback) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}
