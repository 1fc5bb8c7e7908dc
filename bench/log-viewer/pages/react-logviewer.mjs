import { LazyLog } from '@melloware/react-logviewer';
import { createElement, createRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { scrollBox, start } from '../driver.mjs';

const ref = createRef();
const options = { ref, height: 700, width: 1200, enableSearch: true, caseInsensitive: true };
let root;
let isStream = false;
let queue = [];

await start({
  mount: (host) => (root = createRoot(host)),
  load: (lines) =>
    new Promise((resolve) =>
      root.render(createElement(LazyLog, { ...options, text: lines.join('\n'), onLoad: () => resolve() })),
    ),
  append(lines) {
    if (!isStream) flushSync(() => root.render(createElement(LazyLog, { ...options, external: true, follow: true })));
    isStream = true;
    if (queue.length === 0) {
      requestAnimationFrame(() => {
        ref.current.appendLines(queue);
        queue = [];
      });
    }
    queue.push(...lines);
  },
  goTo: (line) => ref.current.handleScrollToLine(line + 1),
  scrollTo: (share) => scrollBox(document.querySelector('.react-lazylog'), share),
  async search(term) {
    flushSync(() => ref.current.handleSearch(term));
    return ref.current.state.resultLines.length;
  },
});
