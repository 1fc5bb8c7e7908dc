import { css } from 'lit';

export const styles = css`
  /* A part of the sentence it stands in: its font, its size, its ground, its line breaks. */
  :host,
  [part~='base'],
  .status {
    display: inline;
  }
  [part~='base'] {
    font: inherit;
    font-variant-numeric: tabular-nums;
    letter-spacing: inherit;
    line-height: inherit;
    color: inherit;
    background: none;
  }
  a[part~='base'] {
    border-radius: 0.2em;
    cursor: pointer;
  }
  a:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .icon {
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.3em;
    vertical-align: -0.125em;
  }
  .cut {
    stroke: Canvas;
  }
  .name {
    font-weight: 600;
  }
  .note {
    font-style: italic;
  }
`;
