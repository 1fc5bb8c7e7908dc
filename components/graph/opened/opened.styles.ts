import { css } from 'lit';

/** The panel below a graph. */
const details = css`
  .details {
    padding: var(--_space) calc(var(--_space) * 1.5) calc(var(--_space) * 1.5);
    border-block-start: 1px solid var(--_border);
  }
  .details:focus-visible {
    outline-offset: -2px;
  }
  .details-header {
    display: flex;
    align-items: center;
    gap: 0.8em;
    min-block-size: 2.3em;
  }
  .details-header > .title {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .details-header > .button {
    margin-inline-end: calc(var(--_space) * -0.75);
  }
  .cause {
    margin: 0 0 var(--_space);
    color: var(--_failure);
    white-space: pre-wrap;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 2em;
    margin: 0;
  }
  dt,
  thead {
    color: var(--_muted);
    font-size: 0.92em;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .link {
    min-block-size: 1.9em;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-align: start;
    cursor: pointer;
  }
  .link:hover,
  .link[aria-pressed='true'] {
    text-decoration: underline;
  }
  @media print {
    .details .button {
      display: none;
    }
  }
`;

/** The table that stands for a graph. */
const table = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.4em calc(var(--_space) * 1.5);
    border-block-end: 1px solid var(--_border);
    text-align: start;
    font-weight: 400;
  }
  .head > * {
    background: var(--_raised);
    font-weight: 600;
  }
  tbody:last-child > tr:last-child > * {
    border-block-end: 0;
  }
`;

/** For what a person opens in a graph. */
export const openedStyles = [details, table];
