import { css } from 'lit';
import { overlayStyles } from './overlays.styles.ts';
import { rowStyles } from './rows.styles.ts';

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
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15em;
    padding: 0.35em calc(var(--_space) * 0.75);
    border-block-end: 1px solid var(--_border);
  }
  .tools .button {
    min-block-size: 2.15em;
    padding-inline: 0.55em;
  }
  .tools .square {
    inline-size: 2.15em;
    padding: 0;
  }
  .field.plain {
    field-sizing: content;
    max-inline-size: 12em;
    min-block-size: 2.15em;
    padding: 0.1em 0.3em;
    border-color: transparent;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .field.plain:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  option {
    background: var(--_surface);
    color: var(--_text);
  }
  .chip {
    max-inline-size: 16em;
    border-radius: 2em;
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
    color: var(--_accent);
  }
  .types {
    display: flex;
    gap: 0.15em;
  }
  .button.type {
    gap: 0.3em;
    padding-inline: 0.45em;
    color: var(--_text);
  }
  .button.type[aria-pressed='true'] {
    border-color: transparent;
    background: none;
  }
  .button.type[aria-pressed='true']:hover {
    background: var(--_hover);
  }
  .button.type[aria-pressed='false'] {
    color: var(--_muted);
    text-decoration: line-through;
  }
  .button.type[aria-pressed='true'] .icon {
    color: var(--_type);
  }
  .body {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
`;

const circumstances = css`
  @container log (inline-size < 42em) {
    .words {
      display: none;
    }
    .origins .origin {
      inline-size: 9ch;
    }
  }
  @container log (inline-size < 30em) {
    .origins .origin,
    .scroller .time {
      display: none;
    }
    .message {
      padding-inline-end: 1.5ch;
    }
    .find {
      inset-inline: 0;
      max-inline-size: none;
    }
    .tools > .field.plain {
      max-inline-size: 7.5em;
    }
    .tools > .times {
      display: none;
    }
    .tools > :is(.types, .first-error) {
      order: 1;
    }
    .tools .square {
      inline-size: 1.95em;
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
    .message * {
      color: inherit;
    }
    .message::highlight(pw-log-match),
    .message::highlight(pw-log-current) {
      background-color: Mark;
      color: MarkText;
    }
  }
  @media print {
    .tools,
    .floating,
    .find,
    .marks {
      display: none;
    }
  }
`;

export const styles = [frame, rowStyles, overlayStyles, circumstances];
