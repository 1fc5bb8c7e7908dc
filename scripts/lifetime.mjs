import { whenOrphaned } from './parent.mjs';

/** @type {(() => unknown)[]} */
const closers = [];
let ending = false;

/**
 * Closes everything in reverse order of opening, then exits.
 *
 * @param {number} code
 * @param {string} [reason]
 */
export async function end(code, reason) {
  if (ending) return;
  ending = true;
  if (reason) console.error(reason);
  for (const close of closers.reverse()) await close();
  process.exit(code);
}

/**
 * Registers what must be closed when this program ends, by Ctrl-C, SIGTERM, SIGHUP or the death of its parent.
 *
 * @param {() => unknown} close
 */
export const atEnd = (close) => void closers.push(close);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end(0));
whenOrphaned(() => void end(0));
// Whoever read our output has gone: `npm start | head`.
process.stdout.on('error', () => void end(0));
