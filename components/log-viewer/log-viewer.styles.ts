import { css } from 'lit';

const frame = css`
  :host {
    block-size: 32em;
    min-block-size: 12em;
  }
  [part~='base'] {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    container: log / inline-size;
  }
  .panel-header {
    gap: 0.15em;
    padding-inline: 0.75em;
  }
  .panel-header .button:not(.square) {
    padding-inline: 0.5em;
  }
  select {
    field-sizing: content;
    max-inline-size: 12em;
  }
  .chip {
    max-inline-size: 16em;
    border-radius: 2em;
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .error {
    --_type: var(--_failure);
  }
  .warn {
    --_type: var(--_waiting);
  }
  .success {
    --_type: var(--_success);
  }
  .type .icon {
    color: var(--_type, var(--_control));
  }
  [aria-checked='false'] {
    text-decoration: line-through;
  }
  .body {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
`;

/** `--_row` is the height of a row in whole pixels, measured; `--_shift` is how far the first row begins above the view. */
const rows = css`
  .scroller {
    position: absolute;
    inset: 0;
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-color: var(--_control) transparent;
    font: 0.94em / 1.6 var(--_mono);
  }
  :is(.scroller, .row):focus-visible {
    outline-offset: -2px;
    z-index: 1;
  }
  .sizer,
  .rows {
    inline-size: max-content;
    min-inline-size: 100%;
  }
  .wrap :is(.sizer, .rows) {
    inline-size: 100%;
  }
  .rows {
    position: sticky;
    inset-block-start: 0;
    overflow-y: clip;
  }
  .probe {
    position: absolute;
    inset-block-start: 0;
    visibility: hidden;
  }
  .row {
    position: relative;
    display: flex;
    block-size: var(--_row);
    line-height: var(--_row);
    white-space: pre;
    background: var(--_surface);
    transform: translateY(var(--_shift));
  }
  .wrap .row {
    block-size: auto;
    min-block-size: var(--_row);
  }
  .row:hover {
    background: var(--_raised);
  }
  .row:is(.error, .warn) {
    background: color-mix(in srgb, var(--_type) 8%, var(--_surface));
  }
  .row:is(.current, .hit) {
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
  .row > :not(.message) {
    flex: none;
    padding-inline-start: 1ch;
    color: var(--_muted);
    user-select: none;
  }
  .number {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    min-inline-size: 5.5ch;
    padding-inline-end: 0.75ch;
    background: inherit;
    text-align: end;
    cursor: pointer;
  }
  :is(.error, .warn) > .number {
    box-shadow: inset -2px 0 var(--_type);
  }
  .number:hover {
    text-decoration: underline;
  }
  .selected > .number {
    font-weight: 600;
  }
  .time {
    min-inline-size: 13ch;
    text-align: end;
  }
  .iso .time {
    min-inline-size: 25ch;
  }
  .row > .type {
    inline-size: 3ch;
  }
  .row .icon {
    inline-size: 1.15em;
    block-size: var(--_row);
  }
  .origin {
    inline-size: 14ch;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .off .time,
  .scroller:not(.origins) .origin {
    display: none;
  }
  .message {
    flex: 1 0 auto;
    margin-inline-start: calc(var(--_depth) * 2ch);
    padding-inline: 1ch 3ch;
    unicode-bidi: isolate;
    cursor: text;
  }
  .wrap .message {
    flex: 1;
    min-inline-size: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .nested > .message {
    border-inline-start: 1px solid var(--_border);
  }
  .row.debug > .message {
    color: var(--_muted);
  }
  .heading > .message {
    font-weight: 600;
  }
  .message button {
    padding: 0;
    border: 0;
    background: none;
    vertical-align: top;
    white-space: normal;
    user-select: none;
    cursor: pointer;
  }
  .fold {
    inline-size: 2ch;
  }
  .fold .icon {
    rotate: 90deg;
    transition: rotate 0.12s;
  }
  .folded .icon {
    rotate: 0deg;
  }
  .count {
    margin-inline-start: 1.5ch;
    color: var(--_muted);
    font-weight: 400;
    user-select: none;
  }
  .message .more {
    margin-inline-start: 1ch;
    color: var(--_accent);
  }
  @media (hover: hover) and (pointer: fine) {
    .message {
      user-select: none;
    }
  }
`;

const text = css`
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
  ::highlight(pw-log-match) {
    background-color: light-dark(#ffe58a, #6b5300);
    color: light-dark(#1c2024, #ffffff);
  }
  ::highlight(pw-log-current) {
    background-color: #ffa64a;
    color: #1c1000;
  }
  ::highlight(pw-log-selection) {
    background-color: Highlight;
    color: HighlightText;
  }
`;

const overlays = css`
  .body > :not(.scroller) {
    position: absolute;
    z-index: 2;
  }
  .marks {
    inset-block: 0;
    right: 0;
    inline-size: 8px;
    block-size: 100%;
    pointer-events: none;
  }
  .marks path {
    stroke: var(--_type, light-dark(#d97f00, #ffb454));
    stroke-width: 2;
  }
  .body > .note {
    inset: 0;
    background: var(--_surface);
  }
  .find {
    inset-block-start: 0;
    inset-inline-end: 1em;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35em;
    max-inline-size: calc(100% - 1em);
    padding: 0.35em;
    border: 1px solid var(--_border);
    border-radius: 0 0 var(--_radius) var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .find .field {
    flex: 1 1 12em;
    min-inline-size: 0;
  }
  [data-sign]::before {
    font-family: var(--_mono);
    content: attr(data-sign);
  }
  .found {
    min-inline-size: 7.5em;
    color: var(--_muted);
  }
  [aria-invalid='true'] + .found {
    color: var(--_failure);
  }
  .find > span {
    display: flex;
  }
  .floating {
    inset: auto 1.5em 1.25em;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5em;
    pointer-events: none;
  }
  .floating > *,
  .earlier {
    border-radius: 2em;
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }
  .earlier {
    inset-block-start: 0.5em;
    inset-inline-start: 50%;
    translate: -50% 0;
  }
  .unread {
    padding-inline: 0.6em;
    border-radius: 2em;
    background: var(--_hover);
  }
  .unread.errors {
    color: var(--_failure);
  }
`;

const circumstances = css`
  @container log (inline-size < 36em) {
    .wide,
    .row > :is(.time, .origin) {
      display: none;
    }
    .panel-header {
      padding-inline: 0.35em;
    }
    .panel-header .button:not(.square) {
      padding-inline: 0.3em;
    }
    .panel-header .square {
      inline-size: 1.95em;
    }
    .panel-header > :is(.type, .first-error) {
      order: 1;
    }
    .find {
      inset-inline: 0;
      max-inline-size: none;
    }
  }
  @media (forced-colors: active) {
    .row.current {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .row.error {
      outline: 1px solid;
      outline-offset: -1px;
    }
    ::highlight(pw-log-match),
    ::highlight(pw-log-current) {
      background-color: Mark;
      color: MarkText;
    }
  }
  @media print {
    .panel-header,
    .body > :not(.scroller) {
      display: none;
    }
  }
`;

export const styles = [frame, rows, text, overlays, circumstances];
