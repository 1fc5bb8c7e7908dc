import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { icon } from '../../shared/icons.ts';

interface ToolButtonOptions {
  pressed?: boolean;
  /** Whether what it opens is open. */
  expanded?: boolean;
  keys?: string;
  /** Where there is room, the label stands beside the shape. */
  wide?: boolean;
}

export const toolButton = (
  label: string,
  shape: SVGTemplateResult,
  action: () => void,
  { pressed, expanded, keys, wide = false }: ToolButtonOptions = {},
): TemplateResult =>
  html`<button
    class="button plain ${wide ? '' : 'square'}"
    type="button"
    title=${label}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    aria-expanded=${expanded ?? nothing}
    aria-keyshortcuts=${keys ?? nothing}
    @click=${action}
  >
    ${icon(shape)}${wide ? html`<span class="wide">${label}</span>` : nothing}
  </button>`;
