import '@patternfly/react-core/dist/styles/base.css';
import { LogViewer, LogViewerSearch } from '@patternfly/react-log-viewer';
import { createElement, createRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { scrollBox, start } from '../driver.mjs';

const ref = createRef();
let root;
let host;
let data = '';
let waiting = false;

const draw = () => {
  const toolbar = createElement(LogViewerSearch, { placeholder: 'Search', minSearchChars: 2 });
  const log = createElement(LogViewer, {
    innerRef: ref,
    data,
    height: 640,
    hasLineNumbers: true,
    isTextWrapped: false,
    toolbar,
  });
  flushSync(() => root.render(log));
};

await start({
  mount(element) {
    host = element;
    root = createRoot(element);
  },
  load(lines) {
    data = lines.join('\n');
    draw();
  },
  append(lines) {
    data += `${data && '\n'}${lines.join('\n')}`;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
      ref.current?.scrollToBottom();
    });
  },
  goTo: (line) => ref.current.scrollToItem(line, 'center'),
  scrollTo: (share) => scrollBox(host.querySelector('.pf-v6-c-log-viewer__scroll-container'), share),
  async search(term) {
    const input = host.querySelector('input');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, term);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const count = Number(/\d+\s*\/\s*(\d+)/.exec(host.textContent.slice(0, 400))?.[1] ?? 0);
      if (count > 0) return count;
    }
  },
});
