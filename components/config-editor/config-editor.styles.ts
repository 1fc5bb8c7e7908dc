import { css } from 'lit';

export const styles = css`
  /* About as high as the form, so that little jumps when that comes. */
  .note.blank {
    min-block-size: 24em;
  }
`;
