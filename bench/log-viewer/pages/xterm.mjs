// The DOM renderer, unlimited scrollback; its search counts up to a limit.
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { start } from '../driver.mjs';

const terminal = new Terminal({
  rows: 36,
  cols: 160,
  scrollback: 5e6,
  convertEol: true,
  disableStdin: true,
  allowProposedApi: true,
  fontSize: 12,
});
const addon = new SearchAddon();
const write = (text) => new Promise((resolve) => terminal.write(text, resolve));

await start({
  mount(host) {
    terminal.open(host);
    // Its lines let the pointer through; the driver looks where they are by points.
    const style = document.createElement('style');
    style.textContent = '.xterm .xterm-rows { pointer-events: auto !important }';
    document.head.append(style);
    terminal.loadAddon(addon);
  },
  async load(lines) {
    for (let at = 0; at < lines.length; at += 10_000) await write(`${lines.slice(at, at + 10_000).join('\n')}\n`);
    terminal.scrollToTop();
  },
  // It works through what is written in slices of its own.
  append: (lines) => void terminal.write(`${lines.join('\n')}\n`),
  goTo: (line) => terminal.scrollToLine(line),
  scrollTo: (share) => terminal.scrollToLine(Math.round(share * (terminal.buffer.active.length - terminal.rows))),
  search: (term) =>
    new Promise((resolve) => {
      const listening = addon.onDidChangeResults(({ resultCount }) => {
        listening.dispose();
        resolve(resultCount);
      });
      terminal.scrollToTop();
      addon.findNext(term, {
        decorations: { matchOverviewRuler: '#f80', activeMatchColorOverviewRuler: '#f00' },
      });
    }),
});
