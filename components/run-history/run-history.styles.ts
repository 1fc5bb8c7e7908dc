import { css } from 'lit';

/** As high as the strip will be. */
export const styles = css`
  .panel {
    min-block-size: 10.6em;
  }
`;
