import type { LitElement, TemplateResult } from 'lit';
import { exportView as viewOf } from '../../graph/export/index.ts';
import type { Drawing } from '../drawing.ts';
import { subjectOf } from './draw.ts';

export { styles } from '../../graph/export/index.ts';

/** The ways to save a graph as it is drawn now: what is folded stays folded. */
export const exportView = (host: LitElement, drawing: Drawing, lang: string): TemplateResult =>
  viewOf(
    host,
    {
      name: `${drawing.run.pipeline}-${drawing.run.number}`,
      subject: () => subjectOf(drawing, lang, Date.now()),
    },
    lang,
  );
