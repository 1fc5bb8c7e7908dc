import { css } from 'lit';

export const styles = [
  css`
    .path > path {
      fill: none;
      stroke: var(--_text);
      stroke-width: 2.5px;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .critical-path {
      padding: var(--_space) calc(var(--_space) * 1.5);
      border-block-end: 1px solid var(--_border);
    }
    .critical-path > ol {
      display: flex;
      flex-wrap: wrap;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .critical-path > ol > li + li::before {
      content: '→';
      content: '→' / '';
      padding-inline: 0.6em;
      color: var(--_muted);
    }
    .critical-path > ol:dir(rtl) > li + li::before {
      content: '←';
      content: '←' / '';
    }
    @media (forced-colors: active) {
      .path > path {
        stroke: Highlight;
      }
    }
  `,
];
