import { html, type TemplateResult } from 'lit';
import type { LogPane } from './log-pane.ts';
import type { Column } from '../model/column.ts';
import { marksOf } from '../model/marks.ts';

/** Marks for such lines on a bar beside the log. */
export function marksView(kind: 'error' | 'match', lines: Column, { model, viewport }: LogPane): TemplateResult {
  const height = Math.round(viewport.height);
  // Without a scrollbar everything is in view.
  const marks = viewport.scrolls ? marksOf(lines, model.rows, height) : [];
  return html`<svg
    part="gutter"
    class="marks ${kind}"
    viewBox="0 0 8 ${Math.max(1, height)}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <path d=${marks.map((y) => `M0 ${y + 0.5}h8`).join('')} />
  </svg>`;
}
