import { css } from 'lit';

export const detailsStyles = css`
  .details .mark {
    inline-size: 1.7em;
    block-size: 1.7em;
  }
  dd .icon {
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    vertical-align: -0.1em;
  }
`;
