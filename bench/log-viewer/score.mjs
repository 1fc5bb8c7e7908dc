// npm run score:ansi: real terminal output, and how many of its lines come out as another terminal renders them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveLine } from '../../components/log-viewer/model/resolve.ts';
import { terminal } from '../../components/log-viewer/model/screen.ts';
import { LogText } from '../../components/log-viewer/terminal/log-text.ts';

const folder = join(import.meta.dirname, '../../components/log-viewer/fixtures');
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');

/** @type {Record<string, string>} */
const ENTITIES = { nbsp: ' ', lt: '<', gt: '>', quot: '"', amp: '&' };

/** The text of the other renderer's HTML. It leaves blanks at the end of a line out. */
const linesOf = (/** @type {string} */ html) =>
  html
    .replace(/<time[^>]*>[^<]*<\/time>|<[^>]+>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code, name = '') =>
      code ? String.fromCodePoint(Number(code)) : (ENTITIES[name] ?? ''),
    )
    .split('\n')
    .map((line) => line.trimEnd());

/** @param {string} raw */
function shownLines(raw) {
  const log = new LogText();
  log.write(raw);
  log.end();
  return log.take().lines.map(({ message }) => resolveLine(message).text.trimEnd());
}

await terminal.load();
let all = 0;
let agreeing = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.raw.txt'))) {
  const expected = linesOf(read(file.replace('.raw.txt', '.rendered.html')));
  const shown = shownLines(read(file));
  const same = expected.filter((line, at) => line === shown[at]).length;
  const surplus = Math.max(0, shown.length - expected.length);
  console.log(`${file.padEnd(58)} ${same} of ${expected.length}${surplus > 0 ? `, and ${surplus} too many` : ''}`);
  all += expected.length + surplus;
  agreeing += same;
}
console.log(`${'all'.padEnd(58)} ${agreeing} of ${all}`);
if (agreeing < all) process.exitCode = 1;
