import { css } from 'lit';

export const styles = css`
  .menu {
    inset-block-start: 0.35em;
    inset-inline-end: 0.75em;
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: 0.25em;
    padding: 0.5em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    .button {
      justify-content: start;
    }
    label {
      display: flex;
      align-items: center;
      gap: 0.5em;
      padding-inline: 0.8em;
      min-block-size: 2.3em;
      color: var(--_muted);
    }
  }
`;
