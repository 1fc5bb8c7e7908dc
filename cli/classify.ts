import { stripVTControlCharacters } from 'node:util';
import type { LogType } from '../protocol/index.ts';

/**
 * What kind of line this is, by how tools mark their lines. That a line came on stderr says nothing: most tools write
 * progress there.
 */
export function typeOf(line: string): LogType {
  const text = stripVTControlCharacters(line);
  return MARKS.find(([, mark]) => mark.test(text))?.[0] ?? 'info';
}

const MARKS: readonly (readonly [LogType, RegExp])[] = [
  // Workflow commands: as a program writes them (`::error file=x::`), and as GitHub's own logs show them (`##[error]`).
  ['error', /^\s*(?:##\[error\]|::error[ :])/],
  ['warn', /^\s*(?:##\[warning\]|::warning[ :])/],
  ['debug', /^\s*(?:##\[debug\]|::debug::)/],
  ['error', /^\s*npm (?:ERR!|error)/i],
  ['warn', /^\s*npm warn/i],
  // `error: …`, `error[E0382]: …`, `fatal: …`, `[ERROR] …`, `ERROR in ./x`
  ['error', /^\s*\[?(?:error|fatal|panic)(?:\[\w+\])?[\]: ]/i],
  ['warn', /^\s*\[?warn(?:ing)?[\]: ]/i],
  ['warn', /^\(node:\d+\) /],
  // `TypeError: …`, `AssertionError [ERR_ASSERTION]: …`, `java.lang.IllegalStateException: …`
  ['error', /^\s*(?:uncaught )?[\w.]*(?:Error|Exception)(?: \[\w+\])?: /],
  // Compilers: `file.ts(1,2): error TS2304: …`, `file.c:1:2: error: …`; eslint: `  1:2  error  …`
  ['error', /(?:^|[\s:])error(?: [A-Z]+\d+)?: /],
  ['error', /^\s+\d+:\d+\s+error\s/],
  ['warn', /(?:^|[\s:])warning(?: [A-Z]+\d+)?: /],
  ['warn', /^\s+\d+:\d+\s+warning\s/],
  ['error', /^\s*(?:FAIL(?:ED)?\b|[✖✗✘×] |not ok \d)/],
  ['success', /^\s*(?:[✓✔√] |PASS(?:ED)?\b|ok \d)/],
];

/** The part of a line that says why something failed has to fit beside a job's name. */
const LONGEST_REASON = 300;

/** npm's own lines around a failure: they speak of the script, not of what went wrong in it. */
const NPM = /^\s*npm (?:ERR!|error)/i;
const NPM_NOISE = /^\s*npm (?:ERR!|error)\s*(?:$|code |errno |path |command |syscall |A complete log )/i;

/** They say that something failed; the lines before say what. */
const SUMMARY = /^(?:FAIL(?:ED)?\b|[✖✗✘×] |not ok \d)/;

/** Watches a job's lines for the one that says best why it fails. */
export class FailureClue {
  #error = '';
  #summary = '';
  #npm = '';
  #stderr = '';

  see(line: string, type: LogType, output: 'stdout' | 'stderr'): void {
    const text = stripVTControlCharacters(line).trim();
    if (text === '' || NPM_NOISE.test(text)) return;
    if (NPM.test(text)) this.#npm ||= text;
    else if (type === 'error' && SUMMARY.test(text)) this.#summary = text;
    else if (type === 'error') this.#error = text;
    else if (output === 'stderr') this.#stderr = text;
  }

  /** The last line that looks like an error, else a summary, the first of npm's, the last on stderr. Empty when there was none. */
  get text(): string {
    return (this.#error || this.#summary || this.#npm || this.#stderr).slice(0, LONGEST_REASON);
  }
}
