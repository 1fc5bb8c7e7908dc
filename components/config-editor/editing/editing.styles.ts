import { css } from 'lit';
import { field } from '../../shared/fields/field.styles.ts';

export const styles = css`
  ${field}
  [part~='base'] {
    container-type: inline-size;
  }
  .body,
  .fields,
  .entry,
  .problems,
  .collision,
  fieldset {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    border: 0;
  }
  .body {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 1.5);
    border-block-end: 1px solid var(--_border);
  }
  .entry,
  .problems {
    align-content: start;
    gap: 0.35em;
    list-style: none;
  }
  @container (min-width: 36em) {
    .more,
    fieldset {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .more > :is(.text, .list, .set),
    legend {
      grid-column: 1 / -1;
    }
  }
  label,
  summary,
  legend {
    font-weight: 500;
  }
  small,
  pre {
    font-weight: 400;
  }
  code,
  pre {
    font-family: var(--_mono);
    font-size: inherit;
  }
  p {
    margin: 0;
    text-wrap: pretty;
  }
  .field {
    inline-size: 100%;
  }
  .field:is(:disabled, textarea:read-only, input:read-only) {
    background: var(--_raised);
    opacity: 1;
  }
  textarea.field {
    min-block-size: 4.2em;
    max-block-size: 30em;
    resize: vertical;
    field-sizing: content;
  }
  #source.field {
    min-block-size: 28em;
    field-sizing: fixed;
  }
  .problem {
    color: var(--_failure);
  }
  summary {
    inline-size: fit-content;
    cursor: pointer;
  }
  .more {
    margin-block: calc(var(--_space) * 1.5);
  }
  legend {
    margin-block-end: 0.35em;
    padding: 0;
  }
  .collision,
  .side {
    padding: calc(var(--_space) * 1.5);
    border: 1px solid var(--_waiting);
    border-radius: var(--_radius);
  }
  #conflict {
    outline: 0;
  }
  .side {
    border-color: var(--_control);
    cursor: pointer;
  }
  fieldset > p {
    grid-column: 1 / -1;
  }
  .plain[aria-disabled='true'] > .icon {
    opacity: 0.4;
  }
  .list > details {
    inline-size: 100%;
  }
  .entries > ol,
  .rows {
    display: grid;
    gap: 0.35em;
    margin-block: var(--_space);
    padding: 0;
    list-style: none;
  }
  .entries > ol > li {
    position: relative;
    padding: 0.35em calc(var(--_space) * 1.25);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
  }
  .entries > ol summary {
    inline-size: auto;
    min-block-size: 2.3em;
    padding-inline-end: 7.5em;
    align-content: center;
    overflow-wrap: anywhere;
  }
  /* Beside the name, and behind the entry in the order of the keyboard. */
  .tools {
    position: absolute;
    inset-block-start: 0.35em;
    inset-inline-end: 0.35em;
    display: flex;
  }
  /* They come to another line together. */
  .buttons {
    display: flex;
    align-items: center;
    gap: var(--_space);
    margin-inline-start: auto;
  }
  .mark {
    display: inline-block;
    vertical-align: -0.2em;
  }
  .set {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35em 1.2em;
  }
  .set > label {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font-weight: 400;
  }
  .aside {
    padding-block-start: var(--_space);
    border-block-start: 1px solid var(--_border);
  }
  .aside pre {
    padding-inline-start: 1em;
  }
  ins {
    color: var(--_success);
    text-decoration: none;
  }
  del,
  .was {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .revision {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35em 0.9em;
  }
  .revision > .truncate {
    flex: 1 1 8em;
    min-inline-size: 0;
  }
  .side:has(:checked) {
    border-color: var(--_accent);
    box-shadow: 0 0 0 1px var(--_accent);
  }
  input {
    accent-color: var(--_accent);
    justify-self: start;
  }
  pre {
    max-block-size: 14em;
    margin: 0;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .outcome {
    flex: 1 1 12em;
    color: var(--_look);
  }
`;
