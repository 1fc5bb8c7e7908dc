import { css } from 'lit';

export const styles = css`
  [part~='base'] {
    container-type: inline-size;
    background: none;
  }
  .header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5) calc(var(--_space) * 3);
    margin-block-end: calc(var(--_space) * 2);
  }
  .name {
    font-size: 1.7em;
    letter-spacing: -0.015em;
    line-height: 1.2;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .description {
    max-inline-size: 72ch;
    margin: 0.35em 0 0;
    font-size: 1.08em;
    white-space: pre-line;
    text-wrap: pretty;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    align-self: start;
    gap: var(--_space);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.75) calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .run {
    color: var(--_text);
    font-weight: 500;
  }
  .connection {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }
  .dot {
    inline-size: 0.55em;
    block-size: 0.55em;
    border-radius: 50%;
    background: var(--_queued);
  }
  .live > .dot {
    background: var(--_success);
  }
  .stale > .dot,
  .connecting > .dot {
    background: var(--_waiting);
  }
  .error > .dot {
    background: var(--_failure);
  }
  .note.error {
    margin-block-end: calc(var(--_space) * 2);
    border: 1px solid var(--_failure);
    border-radius: var(--_radius);
  }
  .sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
  }
  section {
    min-inline-size: 0;
  }
  @container (min-width: 44em) {
    .header {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .state {
      grid-column: 1 / -1;
    }
  }
  /* The graph is as wide as its stages; below it the log, as high as what stands beside it. */
  @container (min-width: 68em) {
    .sections {
      grid-template: 'graph graph' 'log map' 'log editor' 1fr / minmax(0, 7fr) minmax(0, 5fr);
    }
    .graph {
      grid-area: graph;
    }
    .map {
      grid-area: map;
    }
    .log {
      grid-area: log;
      position: relative;
      min-block-size: 30em;
    }
    /* Out of the flow, so that its lines cannot make the row higher. */
    .log > log-viewer {
      position: absolute;
      inset: 0;
      block-size: auto;
    }
    .editor {
      grid-area: editor;
    }
  }
  @media (forced-colors: active) {
    .dot {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
