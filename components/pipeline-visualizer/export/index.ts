import type { LitElement, TemplateResult } from 'lit';
import { exportView } from '../../graph/export/index.ts';
import type { Drawing } from '../drawing.ts';
import { subjectOf } from './draw.ts';

export { styles } from '../../graph/export/index.ts';

/** The ways to save a graph as it is drawn now: what is folded stays folded. */
export const extraView = (host: LitElement, drawing: Drawing, lang: string): TemplateResult =>
  exportView(
    host,
    {
      name: `${drawing.run.pipeline}-${drawing.run.number}`,
      subject: () => subjectOf(drawing, lang, Date.now()),
    },
    lang,
  );
