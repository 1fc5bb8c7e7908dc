import { css } from 'lit';

/** What lies over the log: the search box, the marks, the buttons. */
export const overlayStyles = css`
  .marks {
    position: absolute;
    inset-block: 0;
    right: 0;
    inline-size: 8px;
    block-size: 100%;
    pointer-events: none;
  }
  .marks path {
    stroke-width: 2;
    stroke: var(--_type);
    fill: none;
  }
  .marks .match {
    stroke: light-dark(#d97f00, #ffb454);
  }
  .body > .note {
    position: absolute;
    inset: 0;
    background: var(--_surface);
  }
  .find {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 1.5em;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em;
    max-inline-size: calc(100% - 2em);
    padding: 0.35em;
    border: 1px solid var(--_border);
    border-block-start: 0;
    border-end-start-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .find .field {
    flex: 1 1 12em;
    min-inline-size: 0;
    min-block-size: 2.15em;
  }
  .find .button {
    inline-size: 2.15em;
    min-block-size: 2.15em;
  }
  .find [data-sign]::before {
    content: attr(data-sign);
  }
  .found {
    min-inline-size: 7.5em;
    padding-inline: 0.35em;
    color: var(--_muted);
    white-space: nowrap;
  }
  .found.broken {
    color: var(--_failure);
  }
  .options {
    display: flex;
  }
  .floating {
    position: absolute;
    inset-block-end: 1.25em;
    inset-inline: 1.5em;
    z-index: 2;
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
    position: absolute;
    inset-block-start: 0.5em;
    inset-inline-start: 50%;
    z-index: 2;
    translate: -50% 0;
  }
  .unread {
    padding-inline: 0.6em;
    border-radius: 2em;
    background: var(--_hover);
    font-weight: 500;
  }
  .unread.errors {
    background: color-mix(in srgb, var(--_failure) 14%, var(--_surface));
    color: var(--_failure);
  }
`;
