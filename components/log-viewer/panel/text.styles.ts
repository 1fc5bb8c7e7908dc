import { css } from 'lit';

/** How a terminal's text looks. */
export const textStyles = css`
  .bold {
    font-weight: 700;
  }
  .dim {
    color: var(--_muted);
  }
  .italic {
    font-style: italic;
  }
  .underline {
    text-decoration: underline;
  }
  .strike {
    text-decoration: line-through;
  }
  .underline.strike {
    text-decoration: underline line-through;
  }
  /* Text keeps its hue and becomes dark or light enough to be read, 4.5 also on the tints of rows (WCAG 1.4.3). */
  .ink {
    color: light-dark(
      oklch(from var(--_ink) min(l, 0.5) calc(c * min(1, 0.5 / l)) h),
      oklch(from var(--_ink) max(l, 0.73) calc(c * min(1, 0.27 / (1 - l))) h)
    );
  }
  /* White or black, whichever has the higher contrast: y is the luminance. */
  .paper {
    --_y: calc((0.179 - y) * 1e6);
    background: var(--_paper);
    color: color(from var(--_paper) xyz var(--_y) var(--_y) var(--_y));
  }
  /* What a program puts on a background of its own, such as a picture made of half blocks, is shown as it is. */
  .ink.paper {
    color: var(--_ink);
  }
  .inverse:not(.paper) {
    background: var(--_text);
    color: var(--_surface);
  }
  .message a {
    color: inherit;
  }
  .control {
    border-radius: 3px;
    outline: 1px solid;
    color: var(--_waiting);
  }
`;
