import { css } from 'lit';

export const styles = css`
  :host {
    block-size: 32em;
    min-block-size: 12em;
  }
  [part~='base'] {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    container: log / inline-size;
  }
`;
