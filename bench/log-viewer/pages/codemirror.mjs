// Colours by decorations of what is in view, the search addon's cursor for exact counts.
import { search, SearchQuery } from '@codemirror/search';
import { EditorState, RangeSetBuilder, Text } from '@codemirror/state';
import { Decoration, EditorView, lineNumbers, ViewPlugin } from '@codemirror/view';
import { scrollBox, start } from '../driver.mjs';

const SEQUENCE = /\u001b\[[\d;]*m/g;
const hidden = Decoration.replace({});
const coloured = Decoration.mark({ class: 'coloured' });

const colours = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = this.build(view);
    }
    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = this.build(update.view);
    }
    build(view) {
      const builder = new RangeSetBuilder();
      for (const { from, to } of view.visibleRanges) {
        let at = from;
        for (const { 0: sequence, index } of view.state.sliceDoc(from, to).matchAll(SEQUENCE)) {
          if (from + index > at) builder.add(at, from + index, coloured);
          at = from + index + sequence.length;
          builder.add(from + index, at, hidden);
        }
      }
      return builder.finish();
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const extensions = [
  EditorState.readOnly.of(true),
  lineNumbers(),
  colours,
  search({ top: true }),
  EditorView.theme({ '&': { height: '700px', fontSize: '12px' } }),
];
let view;
let queue = [];

const flush = () => {
  const lines = queue;
  queue = [];
  const { length } = view.state.doc;
  view.dispatch({ changes: { from: length, insert: Text.of(length > 0 ? ['', ...lines] : lines) } });
  view.scrollDOM.scrollTop = view.scrollDOM.scrollHeight;
};

await start({
  mount: (host) => (view = new EditorView({ state: EditorState.create({ extensions }), parent: host })),
  load: (lines) => view.setState(EditorState.create({ doc: Text.of(lines), extensions })),
  append(lines) {
    if (queue.length === 0) requestAnimationFrame(flush);
    queue.push(...lines);
  },
  goTo: (line) =>
    view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.line(line + 1).from, { y: 'center' }) }),
  scrollTo: (share) => scrollBox(view.scrollDOM, share),
  async search(term) {
    let matches = 0;
    const cursor = new SearchQuery({ search: term, literal: true }).getCursor(view.state);
    while (!cursor.next().done) matches++;
    return matches;
  },
});
