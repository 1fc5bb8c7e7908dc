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

const text = css`
  .visually-hidden:not(:focus):not(:active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--_muted);
  }
  .mono {
    font-family: var(--_mono);
  }
  .truncate {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h2,
  h3 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.35;
  }
  .title {
    font-size: 1.08em;
    letter-spacing: -0.005em;
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

const controls = css`
  button,
  input,
  select,
  textarea {
    margin: 0;
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    --_size: 2.3em;
    min-block-size: var(--_size);
    padding: 0.25em 0.8em;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: var(--_text);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color 0.12s,
      border-color 0.12s;
  }
  .button:hover {
    background: var(--_hover);
  }
  .button[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_surface);
    /* Else its words stand on a plate of their own colour where colours are forced. */
    forced-color-adjust: none;
  }
  .primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  .button:is(:disabled, [aria-disabled='true']) {
    border-color: var(--_border);
    background: var(--_raised);
    color: var(--_muted);
    cursor: default;
  }
  .button.plain {
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }
  .button.plain:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  .button.square {
    inline-size: var(--_size);
    padding: 0;
  }
  @media (pointer: coarse) {
    .button {
      --_size: 2.75em;
    }
  }
  @media (forced-colors: active) {
    .button:is(:disabled, [aria-disabled='true']) {
      color: GrayText;
    }
  }
`;

/** Boxes: a panel with its header, and the notes that stand where there is nothing else to show. */
const boxes = css`
  .panel {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow: clip;
  }
  .panel-header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    min-block-size: 3.1em;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.5);
    border-block-end: 1px solid var(--_border);
  }
  .spacer {
    flex: 1;
  }
  .note {
    display: flex;
    align-items: center;
    gap: 0.6em;
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 1.5);
    border-block-end: 1px solid var(--_border);
    background: color-mix(in srgb, var(--_note, var(--_muted)) 10%, var(--_surface));
  }
  .note:not(.blank) > span {
    flex: 1;
  }
  .note > .icon {
    color: var(--_note, var(--_muted));
  }
  .note.stale {
    --_note: var(--_waiting);
  }
  .note.error {
    --_note: var(--_failure);
  }
  .note.blank {
    flex-direction: column;
    justify-content: center;
    min-block-size: 11em;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 2);
    border: 0;
    background: none;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .note.blank > .icon {
    inline-size: 1.75em;
    block-size: 1.75em;
  }
  .note strong {
    color: var(--_text);
    font-weight: 600;
  }
`;

/** What every element's `static styles` begins with. Its template's root carries `part="base"`. */
export const baseStyles: CSSResultGroup = [tokens, reset, text, looks, icons, controls, boxes];
