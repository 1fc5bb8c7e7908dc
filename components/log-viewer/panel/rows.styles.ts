import { css } from 'lit';

/** `--_row` is the height of a row in whole pixels, measured. */
export const rowStyles = css`
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
  .window {
    inline-size: max-content;
    min-inline-size: 100%;
  }
  .wrap :is(.sizer, .window) {
    inline-size: 100%;
  }
  .window {
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
    display: flex;
    block-size: var(--_row);
    line-height: var(--_row);
    white-space: pre;
    background: var(--_surface);
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
  .row.current {
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
  }
  :is(.error, .warn) > .number {
    box-shadow: inset -2px 0 var(--_type);
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
  .fold:has(~ .count:empty) {
    visibility: hidden;
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
`;
