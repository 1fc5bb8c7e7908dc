import { css, type CSSResultGroup } from 'lit';
import { baseStyles } from './styles.ts';

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

/** What the `static styles` of an element begin with that is more than a line of text. */
export const blockStyles: CSSResultGroup = [baseStyles, text, controls, boxes];
