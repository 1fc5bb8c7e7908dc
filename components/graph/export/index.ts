import { css, html, type LitElement, type TemplateResult } from 'lit';
import { download } from '../../shared/action-icons.ts';
import { icon } from '../../shared/icons.ts';
import { createTranslate } from '../../shared/strings.ts';
import { colorsAt } from './colors.ts';
import { drawPicture, type Subject } from './picture.ts';
import { pngFile, saveFile, svgFile } from './save.ts';

export type { Colors } from './colors.ts';
export { cut, type Subject } from './picture.ts';

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

/** A picture to save, under a name without the end that tells the format. */
export interface Save {
  readonly name: string;
  /** What is drawn, as it is when a person asks for it. */
  readonly subject: () => Subject;
}

/** Why the last picture of an element could not be made. */
const failures = new WeakMap<LitElement, string>();

/** The ways to save a graph as it is drawn now. */
export function exportView(host: LitElement, picture: Save, lang: string): TemplateResult {
  const failure = failures.get(host);
  return html`<div class="exports" role="group">
    ${(Object.keys(FORMATS) as Format[]).map(
      (format) =>
        html`<button class="button" type="button" @click=${() => void save(host, picture, format)}>
          ${icon(download)}${t(lang, 'export.as', { format })}
        </button>`,
    )}
    ${failure && html`<span class="look-failure" role="alert">${t(lang, 'export.failed', { reason: failure })}</span>`}
  </div>`;
}

async function save(host: LitElement, { name, subject }: Save, format: Format): Promise<void> {
  failures.delete(host);
  try {
    const drawn = drawPicture(subject(), colorsAt(host.renderRoot.querySelector('[part~="base"]') ?? host));
    saveFile(`${name}.${format.toLowerCase()}`, await FORMATS[format](drawn));
  } catch (error) {
    failures.set(host, error instanceof Error ? error.message : String(error));
  }
  host.requestUpdate();
}
