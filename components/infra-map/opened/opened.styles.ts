import { css } from 'lit';

export const detailsStyles = css`
  .details .mark {
    inline-size: 1.7em;
    block-size: 1.7em;
  }
  .tools {
    display: flex;
  }
  .bar {
    flex-wrap: wrap;
  }
  .bar > p {
    flex: 1 1 14em;
    margin: 0;
  }
  /* There is no picture to move or to save where zones stand below each other. */
  @container (inline-size < 36em) {
    .tools,
    .bar {
      display: none;
    }
  }
  @media print {
    .bar {
      display: none;
    }
  }
  dd .icon {
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    vertical-align: -0.1em;
  }
`;
