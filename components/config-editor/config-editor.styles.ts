import { css } from 'lit';

export const styles = css`
  [part~='base'] {
    container-type: inline-size;
  }
  .modes {
    display: flex;
  }
  .modes .button {
    min-block-size: 2em;
    padding-inline: 0.7em;
    border-radius: 0;
  }
  .modes .button:first-child {
    border-start-start-radius: calc(var(--_radius) * 0.75);
    border-end-start-radius: calc(var(--_radius) * 0.75);
  }
  .modes .button:last-child {
    margin-inline-start: -1px;
    border-start-end-radius: calc(var(--_radius) * 0.75);
    border-end-end-radius: calc(var(--_radius) * 0.75);
  }
  .modes .button[aria-pressed='true'] {
    z-index: 1;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 1.5);
  }
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
  }
  @container (min-width: 36em) {
    .fields.more {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: calc(var(--_space) * 3);
    }
    .fields.more > .text {
      grid-column: 1 / -1;
    }
  }
  .entry {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.35em;
  }
  label {
    font-weight: 500;
  }
  label small {
    font-size: 0.92em;
    font-weight: 400;
  }
  p {
    margin: 0;
    text-wrap: pretty;
  }
  .field {
    inline-size: 100%;
  }
  select.field {
    padding-inline-start: 0.35em;
  }
  .field:read-only:not(select),
  .field:disabled {
    background: var(--_raised);
    opacity: 1;
  }
  textarea.field {
    display: block;
    min-block-size: 4.2em;
    max-block-size: 30em;
    resize: vertical;
    field-sizing: content;
  }
  #source {
    min-block-size: 16em;
    field-sizing: fixed;
    font-size: 0.95em;
    line-height: 1.5;
    tab-size: 2;
  }
  .help,
  .problem {
    font-size: 0.95em;
    line-height: 1.4;
  }
  .problem {
    color: var(--_failure);
  }
  .problems {
    display: grid;
    gap: 0.25em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .place {
    padding: 0;
    border: 0;
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.15em;
    cursor: pointer;
  }
  summary {
    inline-size: fit-content;
    padding: 0.3em 0;
    color: var(--_muted);
    font-weight: 500;
    cursor: pointer;
  }
  summary:hover {
    color: var(--_text);
  }
  details[open] > summary {
    margin-block-end: calc(var(--_space) * 1.5);
  }
  details > .help {
    margin-block-start: calc(var(--_space) * 2);
  }
  .collision {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 1.5);
    border: 1px solid var(--_waiting);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_waiting) 7%, var(--_surface));
  }
  #conflict-title:focus-visible {
    outline: 0;
  }
  fieldset {
    display: grid;
    gap: var(--_space);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.35em;
    font-weight: 500;
  }
  @container (min-width: 36em) {
    fieldset {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    legend {
      grid-column: 1 / -1;
    }
  }
  .side {
    display: flex;
    align-items: start;
    gap: 0.6em;
    padding: var(--_space);
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    font-weight: 400;
    cursor: pointer;
  }
  .side:has(:checked) {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  .side > input {
    flex: none;
    margin-block-start: 0.25em;
    accent-color: var(--_accent);
  }
  .side > span {
    min-inline-size: 0;
  }
  .side b {
    display: block;
    color: var(--_muted);
    font-weight: 500;
  }
  .version {
    display: block;
    max-block-size: 14em;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 1.5);
    border-block-start: 1px solid var(--_border);
  }
  .outcome {
    display: flex;
    flex: 1 1 12em;
    align-items: center;
    gap: 0.45em;
    min-inline-size: 0;
    color: var(--_muted);
  }
  .outcome > span {
    min-inline-size: 0;
  }
  .outcome.saved {
    color: var(--_success);
  }
  .outcome:is(.refused, .invalid) {
    color: var(--_failure);
  }
  .outcome:is(.conflict, .merged) {
    color: var(--_waiting);
  }
  .info {
    display: flex;
    gap: 0.6em;
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 1.5);
    border-block-start: 1px solid var(--_border);
    background: var(--_raised);
  }
  .info strong {
    color: var(--_text);
    font-weight: 500;
  }
`;
