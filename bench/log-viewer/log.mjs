// A log as CI writes it, the same in every run: some 115 characters a line, most of them coloured, each with its number.

const ESC = '\u001b[';
const WORDS = ['react', 'lodash', 'vite', 'esbuild', 'typescript', 'rollup', 'eslint', 'postcss', 'undici', 'workerd'];
const FILES = ['src/store/feed.ts', 'packages/core/index.ts', 'test/unit/button.spec.ts', 'pkg/runner/executor.go'];

/** In three lines of every log. */
export const RARE = 'OOMKilled-7f3a';
/** In some nine of a hundred. */
export const COMMON = 'deprecation';

/**
 * Makes the texts of lines by their index. A line begins with its number, by which it is known on the screen.
 *
 * @param {number} total how many lines the log has
 * @returns {(at: number) => string}
 */
export function logOf(total) {
  const rare = new Set([0.31, 0.62, 0.93].map((share) => Math.floor(total * share)));
  return (at) => {
    // A good mixer of the index (MurmurHash3's finalizer): lines differ, runs do not.
    let seed = Math.imul(at ^ (at >>> 16), 0x85ebca6b);
    const next = () => (seed = Math.imul(seed ^ (seed >>> 13), 0xc2b2ae35) + at) >>> 0;
    const pick = (/** @type {string[]} */ list) => list[next() % list.length];
    const start = `@${String(at).padStart(8, '0')}@ `;
    if (rare.has(at)) return `${start}${ESC}1;31mERROR${ESC}0m container runner-${at} ${RARE} exit code 137`;
    const kind = next() % 100;
    if (kind < 30)
      return `${start}${ESC}36mINFO${ESC}0m fetched ${pick(WORDS)}@${next() % 20}.${next() % 30} in ${next() % 900} ms, integrity sha512-${next().toString(36)}${next().toString(36)} verified against the lock file`;
    if (kind < 45)
      return `${start}${ESC}90m${pick(FILES)}${ESC}0m:${next() % 900}:${next() % 80} compiled with ${ESC}32m0 problems${ESC}39m, emitted ${next() % 9000} bytes in ${next() % 90} chunks`;
    if (kind < 60)
      return `${start}${ESC}32m  ✓${ESC}0m ${pick(WORDS)} reconnects after a timeout with 3 retries ${ESC}2m(${next() % 400} ms)${ESC}22m in ${pick(FILES)}`;
    if (kind < 69)
      return `${start}${ESC}33mWARN${ESC}0m ${COMMON}: ${pick(WORDS)} will leave in v${next() % 9}; see https://example.com/docs/${next() % 1e6} for what to do`;
    if (kind < 72)
      return `${start}${ESC}38;5;${16 + (next() % 215)}m[worker ${next() % 16}]${ESC}0m ${ESC}48;5;236mstep ${next() % 50}/50${ESC}0m copied layer sha256:${next().toString(16)}${next().toString(16)}`;
    return `${start}${ESC}34mDEBUG${ESC}0m {"level":"debug","job":${next() % 5000},"message":"heartbeat","rss":${next() % 9e8},"load":${next() % 100}}`;
  };
}
