import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';

interface ToolButtonOptions {
  pressed?: boolean;
  /** Whether what it opens is open. */
  expanded?: boolean;
  disabled?: boolean;
  keys?: string;
}

/** `face` is a shape, or a sign that CSS draws: what a person says to press it, and hears, is the label. */
export const toolButton = (
  label: string,
  face: SVGTemplateResult | string,
  action: () => void,
  { pressed, expanded, disabled = false, keys }: ToolButtonOptions = {},
): TemplateResult =>
  html`<button
    class="button plain square"
    type="button"
    title=${label}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    aria-expanded=${expanded ?? nothing}
    aria-keyshortcuts=${keys ?? nothing}
    data-sign=${typeof face === 'string' ? face : nothing}
    ?disabled=${disabled}
    @click=${action}
  >
    ${typeof face === 'string' ? nothing : icon(face)}
  </button>`;
