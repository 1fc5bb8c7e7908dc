import { css } from 'lit';

/** For elements that say how something stands, by `statusBadge` or in words of their own. */
export const statusStyles = css`
  .status {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: var(--_look);
    font-weight: 500;
    white-space: nowrap;
  }
  .pill {
    padding: 0.1em 0.65em 0.1em 0.4em;
    border-radius: 2em;
    background: color-mix(in srgb, var(--_look) 12%, var(--_surface));
  }
  @media (forced-colors: active) {
    .pill {
      outline: 1px solid;
      outline-offset: -1px;
    }
  }
`;
