/**
 * Calls back once when the process that started this one is gone, whatever became of it: nobody else would end us, and we
 * hold a port. npm itself passes signals on to its shell only, which is why the scripts of package.json begin with `exec`.
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
