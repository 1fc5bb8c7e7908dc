import { css, html, type LitElement, type TemplateResult } from 'lit';
import { download, icon } from '../../shared/icons.ts';
import { createTranslate } from '../../shared/strings.ts';
import type { Drawing } from '../drawing.ts';
import { colorsAt } from './colors.ts';
import { drawGraph } from './draw.ts';
import { pngFile, saveFile, svgFile } from './save.ts';

const t = createTranslate({
  'export.as': 'Save this graph as {format}',
  'export.failed': 'The picture could not be made: {reason}',
});

export const styles = [
  css`
    .exports {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_space);
      padding: var(--_space) calc(var(--_space) * 1.5);
      border-block-end: 1px solid var(--_border);
    }
    @media print {
      .exports {
        display: none;
      }
    }
  `,
];

const FORMATS = { SVG: svgFile, PNG: pngFile } as const;
type Format = keyof typeof FORMATS;

/** Why the last picture of an element could not be made. */
const failures = new WeakMap<LitElement, string>();

/** The ways to save a graph as it is drawn now: what is folded stays folded. */
export function exportView(host: LitElement, drawing: Drawing, lang: string): TemplateResult {
  const failure = failures.get(host);
  return html`<div class="exports" role="group">
    ${(Object.keys(FORMATS) as Format[]).map(
      (format) =>
        html`<button class="button" type="button" @click=${() => void save(host, drawing, format, lang)}>
          ${icon(download)}${t(lang, 'export.as', { format })}
        </button>`,
    )}
    ${failure && html`<span class="look-failure" role="alert">${t(lang, 'export.failed', { reason: failure })}</span>`}
  </div>`;
}

async function save(host: LitElement, { run, picture, layout }: Drawing, format: Format, lang: string): Promise<void> {
  failures.delete(host);
  try {
    const base = host.renderRoot.querySelector('[part~="base"]') ?? host;
    const drawn = drawGraph(picture, layout, { colors: colorsAt(base), lang, now: Date.now() });
    saveFile(`${run.pipeline}-${run.number}.${format.toLowerCase()}`, await FORMATS[format](drawn));
  } catch (error) {
    failures.set(host, error instanceof Error ? error.message : String(error));
  }
  host.requestUpdate();
}
