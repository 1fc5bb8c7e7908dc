import { css } from 'lit';

/** As high as the map of this system, so that nothing jumps when it comes. */
export const styles = css`
  .absent {
    min-block-size: 23.6em;
  }
  @container (inline-size < 38.5em) {
    .absent {
      min-block-size: 21.7em;
    }
  }
  @container (inline-size < 36em) {
    .absent {
      align-items: start;
      min-block-size: 53em;
    }
  }
`;
