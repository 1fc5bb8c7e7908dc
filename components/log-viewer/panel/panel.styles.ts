import { css } from 'lit';

const tools = css`
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

const overlays = css`
  .body > :not(.scroller) {
    position: absolute;
    z-index: 2;
  }
  .body > .note {
    inset: 0;
    background: var(--_surface);
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
  }
  @media print {
    .panel-header,
    .body > :not(.scroller) {
      display: none;
    }
  }
`;

export const panelStyles = [tools, overlays, circumstances];
