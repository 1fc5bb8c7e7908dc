import { css } from 'lit';

/** What a person types or chooses in, for the styles of parts that have such. */
export const field = css`
  .field {
    min-block-size: 2.3em;
    padding: 0.25em 0.6em;
    border: 1px solid var(--_control);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: var(--_text);
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field[aria-invalid='true'] {
    border-color: var(--_failure);
  }
  @media (pointer: coarse) {
    .field {
      min-block-size: 2.75em;
    }
  }
`;
