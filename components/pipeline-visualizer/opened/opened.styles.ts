import { css } from 'lit';

export const stepsStyles = css`
  .steps {
    display: grid;
    gap: 0.15em;
    margin-block-start: var(--_space);
  }
  .steps > li {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.6em;
  }
  .step {
    flex: 1;
    min-inline-size: 0;
  }
`;
