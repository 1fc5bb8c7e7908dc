import { css, type CSSResultGroup } from 'lit';
import { looks, tokens } from './tokens.ts';

/**
 * Shuts the page's styles out. `:host { all: initial }` would not: a page's own `* { … }` beats `:host`. What stays is what
 * belongs to the page: direction, colour scheme, being visible, being clickable.
 * `small` is 13 px, and follows a person's own font size where px would not.
 */
const reset = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  [part~='base'] {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    display: block;
    position: relative;
    box-sizing: border-box;
    font: small / 1.5 var(--_sans);
    font-variant-numeric: tabular-nums;
    color: var(--_text);
    background: var(--_surface);
    -webkit-text-size-adjust: 100%;
    overflow-wrap: break-word;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      /* Any class is more specific than this selector. */
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
  @media print {
    [part~='base'] {
      color-scheme: light;
    }
  }
`;

const icons = css`
  .icon {
    display: block;
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    overflow: visible;
  }
  [class*='look-'] > .icon {
    color: var(--_look);
  }
  .cut {
    stroke: var(--_surface);
  }
  /* Of a whole picture the compositor alone turns it; a part of one would be laid out anew in each frame. */
  .icon:has(> .spin) {
    animation: pw-spin 1.2s linear infinite;
  }
  @keyframes pw-spin {
    to {
      transform: rotate(1turn);
    }
  }
`;

/** What every element's `static styles` begins with. Its template's root carries `part="base"`. */
export const baseStyles: CSSResultGroup = [tokens, reset, looks, icons];
