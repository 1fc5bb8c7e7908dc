import { css } from 'lit';

export const styles = css`
  [part~='base'] {
    container-type: inline-size;
    background: none;
  }
  .header,
  .sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
  }
  .header,
  .note.error {
    margin-block-end: calc(var(--_space) * 2);
  }
  .name {
    font-size: 1.7em;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .description {
    max-inline-size: 72ch;
    margin: 0.35em 0 0;
    white-space: pre-line;
  }
  .actions,
  .state,
  .connection {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .actions {
    align-self: start;
  }
  .state {
    column-gap: calc(var(--_space) * 2);
  }
  .dot {
    inline-size: 0.55em;
    block-size: 0.55em;
    border-radius: 50%;
    background: var(--_look);
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
      grid-template: 'graph graph' 'history history' 'log map' 'log editor' 1fr / minmax(0, 7fr) minmax(0, 5fr);
    }
    .graph {
      grid-area: graph;
    }
    .history {
      grid-area: history;
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
    }
  }
`;
