import { css } from 'lit';

export const styles = css`
  .number {
    cursor: pointer;
  }
  .number:hover {
    text-decoration: underline;
  }
  .selected > .number {
    font-weight: 600;
  }
  .earlier {
    inset-block-start: 0.5em;
    inset-inline-start: 50%;
    translate: -50% 0;
    border-radius: 2em;
    box-shadow: var(--_shadow);
  }
  .marks {
    inset-block: 0;
    right: 0;
    inline-size: 8px;
    block-size: 100%;
    pointer-events: none;
    stroke: var(--_type);
    stroke-width: 2;
  }
  .unseen {
    inset: 0;
    overflow: hidden;
    pointer-events: none;
    font: 0.94em / 1.6 var(--_mono);
  }
  /* Not displayed, the browser would not search them. */
  .unseen > [hidden='until-found'] {
    display: block !important;
    content-visibility: hidden;
  }
  .unseen > :not([hidden]) {
    position: absolute;
    inset-inline-end: 0;
    overflow: hidden;
    unicode-bidi: isolate;
  }
  ::highlight(pw-log-selection) {
    background-color: Highlight;
    color: HighlightText;
  }
  /* The mouse selects through rows that are not in the document; fingers select as everywhere. */
  @media (hover: hover) and (pointer: fine) {
    .message {
      user-select: none;
    }
  }
`;
