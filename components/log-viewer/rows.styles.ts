import { css, unsafeCSS } from 'lit';
import { NAMED } from './model/palette.ts';

const hex = (rgb: number): string => `#${rgb.toString(16).padStart(6, '0')}`;

/** `.c1` and so on: the 16 named colours of terminals, readable in both schemes. */
const named = unsafeCSS(
  NAMED.map(([light, dark], index) => `.c${index}{color:light-dark(${hex(light)},${hex(dark)})}`).join(''),
);

const types = css`
  .error {
    --_type: var(--_failure);
  }
  .warn {
    --_type: var(--_waiting);
  }
  .success {
    --_type: var(--_success);
  }
  .debug {
    --_type: var(--_muted);
  }
  .info {
    --_type: var(--_control);
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
    tab-size: 8;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .sizer {
    position: relative;
    inline-size: max-content;
    min-inline-size: 100%;
  }
  .wrap .sizer {
    inline-size: 100%;
  }
  .rows {
    position: sticky;
    inset-block-start: 0;
    inline-size: max-content;
    min-inline-size: 100%;
    overflow-y: clip;
  }
  .wrap .rows {
    inline-size: 100%;
  }
  .probe {
    position: absolute;
    inset-block-start: 0;
    visibility: hidden;
    pointer-events: none;
  }
  .row {
    position: relative;
    display: flex;
    block-size: var(--_row);
    line-height: var(--_row);
    white-space: pre;
    transform: translateY(var(--_shift));
    scroll-margin: 0;
  }
  .wrap .row {
    block-size: auto;
    min-block-size: var(--_row);
  }
  .row:hover {
    background: var(--_raised);
  }
  .row.error {
    background: color-mix(in srgb, var(--_failure) 9%, var(--_surface));
  }
  .row.warn {
    background: color-mix(in srgb, var(--_waiting) 7%, var(--_surface));
  }
  .row:is(.current, .hit) {
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
  .row:focus-visible {
    outline-offset: -2px;
    z-index: 1;
  }
  .number,
  .time,
  .type,
  .origin {
    flex: none;
    color: var(--_muted);
    user-select: none;
  }
  .number {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    min-inline-size: 5.5ch;
    padding-inline: 1ch 0.75ch;
    background: inherit;
    text-align: end;
    cursor: pointer;
  }
  .row:not(.error, .warn, .current, .hit, :hover) > .number {
    background: var(--_surface);
  }
  .row:is(.error, .warn) > .number::after {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    border-inline-end: 2px solid var(--_type);
    content: '';
  }
  .number:hover {
    color: var(--_text);
  }
  .time {
    min-inline-size: 13ch;
    padding-inline-start: 1ch;
    text-align: end;
  }
  .times-relative .time {
    min-inline-size: 10ch;
  }
  .times-iso .time {
    min-inline-size: 25ch;
  }
  .times-off .time {
    display: none;
  }
  .type {
    inline-size: 3ch;
    padding-inline-start: 1ch;
    color: var(--_type);
  }
  .type svg,
  .fold svg {
    display: block;
    inline-size: 1.15em;
    block-size: var(--_row);
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .button.type svg {
    inline-size: 1.25em;
    block-size: 1.25em;
  }
  .button.type {
    inline-size: auto;
  }
  .origin {
    display: none;
    inline-size: 14ch;
    padding-inline-start: 1ch;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .origins .origin {
    display: block;
  }
  .message {
    position: relative;
    flex: 1 0 auto;
    min-inline-size: 0;
    margin-inline-start: calc(var(--_depth, 0) * 2ch);
    padding-inline: 1ch 3ch;
    direction: ltr;
    unicode-bidi: isolate;
    cursor: text;
  }
  .wrap .message {
    flex: 1;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .nested > .message::before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: -0.4ch;
    border-inline-start: 1px solid var(--_border);
    content: '';
  }
  .row.debug > .message {
    color: var(--_muted);
  }
  .heading > .message {
    font-weight: 600;
  }
  .fold,
  .more {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .fold {
    inline-size: 2ch;
    block-size: var(--_row);
    vertical-align: top;
  }
  .fold svg {
    transform: rotate(90deg);
    transition: transform 0.12s;
  }
  .folded .fold svg {
    transform: none;
  }
  .count {
    margin-inline-start: 1.5ch;
    color: var(--_muted);
    font-weight: 400;
    user-select: none;
  }
  .more {
    margin-inline-start: 1ch;
    padding-inline: 0.75ch;
    border-radius: 2em;
    background: var(--_hover);
    color: var(--_accent);
    user-select: none;
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
  .inverse {
    background: var(--_text);
    color: var(--_surface);
  }
  ${named}
  .coloured {
    color: light-dark(var(--_light), var(--_dark));
  }
  .message a:not([class*='c']) {
    color: inherit;
  }
  .control {
    margin-inline: 0.25ch;
    border-radius: 3px;
    outline: 1px solid var(--_waiting);
    color: var(--_waiting);
  }
  .message::highlight(pw-log-match) {
    background-color: light-dark(#ffe58a, #6b5300);
    color: light-dark(#1c2024, #ffffff);
  }
  .message::highlight(pw-log-current) {
    background-color: light-dark(#ff9a3d, #ffb454);
    color: #1c1000;
  }
  .message::highlight(pw-log-selection) {
    background-color: Highlight;
    color: HighlightText;
  }
  .row.selected > .number {
    color: var(--_accent);
    font-weight: 600;
  }
`;

export const rowStyles = [types, rows, text];
